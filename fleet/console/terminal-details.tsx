import { useCallback } from 'react';
import { deviceName, deviceStateWords, nextActWords, storageKindWords } from '../../contract/device-words.ts';
import type { ReportedDevice, TerminalStatus, Versions } from '../../contract/fleet.ts';
import type { TerminalPage } from '../../contract/fleet-console.ts';
import { taskKindName } from '../../contract/task-words.ts';
import type { TerminalId } from '../../contract/words.ts';
import { CasesPanel } from './cases-panel.tsx';
import { causeText } from './cause-text.ts';
import { fleet } from './client.ts';
import { DistrictForm } from './district-form.tsx';
import { StateMark } from './state-mark.tsx';
import { shownTime } from './times.ts';
import { useWords } from './use-language.ts';
import { useStream } from './use-stream.ts';

/** One terminal: why it is as it is, its devices, what lies in them, and what runs there. */
export function TerminalDetails(props: {
  terminalId: TerminalId;
  maySetDistrict: boolean;
  onSignedOut(): void;
}) {
  const { terminalId, maySetDistrict, onSignedOut } = props;
  const { texts } = useWords();
  const open = useCallback(
    (signal: AbortSignal) => fleet.watchTerminal({ terminalId }, { signal }),
    [terminalId],
  );
  const { value, live, refused } = useStream(open, onSignedOut);
  return (
    <>
      <p>
        <a href="#/" data-testid="all-terminals">
          ← {texts.page.back}
        </a>
      </p>
      {value ? (
        <Page page={value} live={live} />
      ) : (
        <p className="muted" data-testid={refused === null ? 'loading' : 'no-terminal'}>
          {refused === null && texts.loading}
          {refused !== null && (refused === 'OTHER_DISTRICT' ? texts.district.other : texts.page.noSuch)}
        </p>
      )}
      {value && <CasesPanel terminalId={terminalId} onSignedOut={onSignedOut} />}
      {value && (
        <Particulars page={value} maySetDistrict={maySetDistrict} versions={value.report?.versions ?? null} />
      )}
    </>
  );
}

function Page({ page, live }: { page: TerminalPage; live: boolean }) {
  const words = useWords();
  const { texts, language, say } = words;
  const { terminalId, terminalName, site, state, causes, since, heardAt, report } = page;
  const devices = report?.status?.devices ?? [];
  return (
    <>
      <section className="card" data-terminal={terminalId}>
        <h1>{terminalName ? say(terminalName) : terminalId}</h1>
        <p className="muted">
          {terminalId} {site && `· ${say(site)}`}
        </p>
        {!live && (
          <p role="alert" className="problem">
            {texts.notLive}
          </p>
        )}
        <p>
          <StateMark state={state} />{' '}
          <span className="muted">
            {texts.list.since} {shownTime(since, language)} · {texts.list.heard}{' '}
            {heardAt ? shownTime(heardAt, language) : texts.list.never}
          </span>
        </p>
        <ul className="causes">
          {causes.map((cause) => (
            <li key={JSON.stringify(cause)}>{causeText(cause, words)}</li>
          ))}
        </ul>
        {state === 'unreachable' && report && <p>{texts.page.lastKnown}</p>}
        {!report && <p className="muted">{texts.page.nothingYet}</p>}
      </section>
      {report?.status && report.status.tasks.count > 0 && <Tasks {...report.status.tasks} />}
      {devices.length > 0 && <Devices devices={devices} />}
      {devices.length > 0 && <Supplies devices={devices} />}
    </>
  );
}

function Tasks({ count, oldest }: TerminalStatus['tasks']) {
  const { texts, language, say } = useWords();
  const untold = count - oldest.length;
  return (
    <section className="card">
      <h2>{texts.page.tasks}</h2>
      <table>
        <thead>
          <tr>
            <th>{texts.page.task}</th>
            <th>{texts.page.item}</th>
            <th>{texts.list.since}</th>
          </tr>
        </thead>
        <tbody>
          {oldest.map(({ taskId, kind, itemName, openedAt }) => (
            <tr key={taskId} data-task={kind}>
              <td>{say(taskKindName(kind))}</td>
              <td>{say(itemName)}</td>
              <td>{shownTime(openedAt, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {untold > 0 && <p className="muted">{texts.page.moreTasks(untold)}</p>}
    </section>
  );
}

function Devices({ devices }: { devices: readonly ReportedDevice[] }) {
  const { texts, say } = useWords();
  return (
    <section className="card">
      <h2>{texts.page.devices}</h2>
      <table>
        <thead>
          <tr>
            <th>{texts.page.device}</th>
            <th>{texts.page.state}</th>
            <th>{texts.page.fault}</th>
            <th>{texts.page.code}</th>
          </tr>
        </thead>
        <tbody>
          {devices.map(({ deviceClass, hostRuns, state, fault }) => (
            <tr key={deviceClass} data-device={deviceClass} data-device-state={state}>
              <td>{say(deviceName(deviceClass))}</td>
              <td>{hostRuns ? say(deviceStateWords[state]) : texts.page.hostAway}</td>
              <td>{fault ? `${say(fault.words)} ${say(nextActWords[fault.nextAct])}` : '–'}</td>
              <td>{fault ? [fault.code, fault.vendorCode].filter(Boolean).join(' ') : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Supplies({ devices }: { devices: readonly ReportedDevice[] }) {
  const { texts, say } = useWords();
  const units = devices.flatMap(({ deviceClass, storage }) =>
    storage.map((unit) => ({ ...unit, deviceClass })),
  );
  return (
    <section className="card">
      <h2>{texts.page.supplies}</h2>
      {units.length === 0 && <p className="muted">{texts.page.noSupplies}</p>}
      {units.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{texts.page.device}</th>
              <th>{texts.page.unit}</th>
              <th>{texts.page.level}</th>
            </tr>
          </thead>
          <tbody>
            {units.map(({ deviceClass, unitId, kind, count, capacity, level }) => (
              <tr key={`${deviceClass} ${unitId}`} data-unit={unitId} data-level={level}>
                <td>{say(deviceName(deviceClass))}</td>
                <td>{say(storageKindWords[kind])}</td>
                <td>
                  {texts.levels[level]} · {count ?? '?'} / {capacity}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Particulars(props: { page: TerminalPage; maySetDistrict: boolean; versions: Versions | null }) {
  const { page, maySetDistrict, versions } = props;
  const { texts, language } = useWords();
  return (
    <section className="card">
      <h2>{texts.page.versions}</h2>
      <dl>
        <dt>{texts.page.program}</dt>
        <dd>{versions?.program ?? '–'}</dd>
        <dt>{texts.page.runtime}</dt>
        <dd>{versions?.runtime ?? '–'}</dd>
        <dt>{texts.page.system}</dt>
        <dd>{versions?.system ?? '–'}</dd>
        <dt>{texts.district.name}</dt>
        <dd>{page.district ?? texts.district.none}</dd>
        <dt>{texts.page.enrolled}</dt>
        <dd>{shownTime(page.enrolledAt, language)}</dd>
        <dt>{texts.page.certificateUntil}</dt>
        <dd>{shownTime(page.certificateUntil, language)}</dd>
      </dl>
      {maySetDistrict && (
        <DistrictForm key={page.district} terminalId={page.terminalId} district={page.district} />
      )}
    </section>
  );
}
