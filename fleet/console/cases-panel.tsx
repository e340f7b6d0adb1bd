import { useCallback, useState } from 'react';
import type { CaseCounts } from '../../contract/fleet-cases.ts';
import type { CaseRow } from '../../contract/fleet-console.ts';
import type { TerminalId } from '../../contract/words.ts';
import { fleet } from './client.ts';
import { HourBars } from './hour-bars.tsx';
import { useWords } from './use-language.ts';
import { useStream } from './use-stream.ts';

const kinds = ['begun', 'finished', 'refused', 'givenUp', 'failed'] as const satisfies (keyof CaseCounts)[];

/** Cases of one day by item and hour, of one terminal or of all; never by person. */
export function CasesPanel(props: { terminalId: TerminalId | null; onSignedOut(): void }) {
  const { terminalId, onSignedOut } = props;
  const { texts } = useWords();
  const [day, setDay] = useState(today);
  const open = useCallback(
    (signal: AbortSignal) => fleet.watchCases({ terminalId, ...instantsOf(day) }, { signal }),
    [terminalId, day],
  );
  const { value, live, refused } = useStream(open, onSignedOut);
  return (
    <section className="card" data-testid="cases">
      <div className="row">
        <h2>{terminalId === null ? texts.cases.titleOfAll : texts.cases.title}</h2>
        <label className="search">
          {texts.cases.day}
          <input
            type="date"
            value={day}
            max={today()}
            required
            onChange={(event) => {
              // Empty while somebody is typing.
              if (event.currentTarget.value) setDay(event.currentTarget.value);
            }}
          />
        </label>
      </div>
      {value !== null && !live && (
        <p role="alert" className="problem">
          {texts.notLive}
        </p>
      )}
      {value === null && <p className="muted">{refused ? texts.failed : texts.loading}</p>}
      {value?.length === 0 && <p className="muted">{texts.cases.none}</p>}
      {value && value.length > 0 && <ByItem rows={value} />}
      {value && value.length > 0 && <ByHour rows={value} />}
    </section>
  );
}

function ByItem({ rows }: { rows: readonly CaseRow[] }) {
  const { texts, say } = useWords();
  const items = [...Map.groupBy(rows, ({ itemCode }) => itemCode).values()]
    .map((ofItem) => ({ ofItem, sums: sumsOf(ofItem) }))
    .sort((left, right) => right.sums.begun - left.sums.begun);
  const most = Math.max(...rows.map(({ begun }) => begun));
  return (
    <div className="wide">
      <table>
        <thead>
          <tr>
            <th>{texts.page.item}</th>
            <CountHeads />
            <th className="by-hour">{texts.cases.byHour}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ ofItem, sums }) => {
            const [first] = ofItem;
            return (
              first && (
                <tr key={first.itemCode} data-item={first.itemCode}>
                  <td>{say(first.itemName)}</td>
                  <Counts counts={sums} />
                  <td className="by-hour">
                    <HourBars rows={ofItem} most={most} />
                  </td>
                </tr>
              )
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th>{texts.cases.all}</th>
            <Counts counts={sumsOf(rows)} />
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** What the bars are made of. */
function ByHour({ rows }: { rows: readonly CaseRow[] }) {
  const { texts, say } = useWords();
  return (
    <details>
      <summary>{texts.cases.figures}</summary>
      <div className="wide">
        <table>
          <thead>
            <tr>
              <th>{texts.cases.hour}</th>
              <th>{texts.page.item}</th>
              <CountHeads />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.hour} ${row.itemCode}`}>
                <td className="time">{hourText(row.hour)}</td>
                <td>{say(row.itemName)}</td>
                <Counts counts={row} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function CountHeads() {
  const { texts } = useWords();
  return (
    <>
      {kinds.map((kind) => (
        <th key={kind} className="figure">
          {texts.cases.kinds[kind]}
        </th>
      ))}
      <th className="figure">{texts.cases.underWay}</th>
    </>
  );
}

function Counts({ counts }: { counts: CaseCounts }) {
  const { begun, finished, refused, givenUp, failed } = counts;
  return (
    <>
      {kinds.map((kind) => (
        <td key={kind} className="figure" data-count={kind}>
          {counts[kind]}
        </td>
      ))}
      <td className="figure" data-count="under-way">
        {begun - finished - refused - givenUp - failed}
      </td>
    </>
  );
}

function sumsOf(rows: readonly CaseRow[]): CaseCounts {
  const sums: CaseCounts = { begun: 0, finished: 0, refused: 0, givenUp: 0, failed: 0 };
  for (const row of rows) for (const kind of kinds) sums[kind] += row[kind];
  return sums;
}

/** Hour of the clock at the desk. */
function hourText(instant: string): string {
  return `${String(new Date(instant).getHours()).padStart(2, '0')}:00`;
}

function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Begin of the day and of the next by the clock at the desk. */
function instantsOf(day: string): { from: string; to: string } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const begin = (after: number) => new Date(year, month - 1, date + after).toISOString();
  return { from: begin(0), to: begin(1) };
}
