import type { ReactNode } from 'react';
import type { AttendedDevice, SelfTest } from '../../contract/attendant.ts';
import { deviceName } from '../../contract/device-words.ts';
import { useBusy } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { toneIcons, toneOfVerdict, toneOrder } from './device-tone.ts';
import { FaultWords } from './fault-words.tsx';
import { timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';
import { useSelfTest } from './use-self-test.ts';

const perPage = {
  portrait: { normal: 16, large: 8 },
  landscape: { normal: 12, large: 5 },
};
/** Lines, about. */
const sizeOf = ({ fault }: SelfTest['results'][number]) => (fault ? 5 : 3);

export function SelfTestTab({
  test,
  devices,
}: {
  readonly test: SelfTest | null;
  readonly devices: readonly AttendedDevice[];
}): ReactNode {
  const { selfTest: texts } = useAttendantTexts();
  const busy = useBusy();
  const localize = useLocalize();
  const run = useSelfTest(devices);
  const { shown, pager } = usePages(worstFirst(test), perPage, sizeOf);
  const isRunning = test !== null && test.phase !== 'ended';
  const label = isRunning ? texts.running : test ? texts.runAgain : texts.run;
  const lead = test
    ? `${test.deviceClass === null ? '' : `${localize(deviceName(test.deviceClass))} · `}${texts.startedAt(timeOf(test.startedAt))}`
    : texts.lead;
  return (
    <Page
      title={texts.title}
      lead={lead}
      story={test && <SlipNotice test={test} />}
      wide
      acts={
        <>
          {pager}
          <Button
            testId="self-test-run"
            look="primary"
            main
            busy={isRunning || busy === 'self-test-run'}
            disabled={busy !== null}
            onPress={() => run(null)}
          >
            {label}
          </Button>
        </>
      }
    >
      <ul className="desk-list desk-columns" data-phase={test?.phase}>
        {shown.map((result) => (
          <ResultRow key={result.deviceClass} result={result} />
        ))}
      </ul>
    </Page>
  );
}

/** While it runs the newest comes last; then what is wrong is read first. */
function worstFirst(test: SelfTest | null): SelfTest['results'] {
  if (!test) return [];
  const order = ({ verdict }: SelfTest['results'][number]) => toneOrder[toneOfVerdict(verdict)];
  return test.phase === 'asking' ? test.results : test.results.toSorted((a, b) => order(a) - order(b));
}

function ResultRow({ result }: { readonly result: SelfTest['results'][number] }): ReactNode {
  const { selfTest: texts } = useAttendantTexts();
  const localize = useLocalize();
  const { verdict, fault, answerMs, deviceClass, name, facts } = result;
  const tone = toneOfVerdict(verdict);
  const Icon = toneIcons[tone];
  return (
    <li className="desk-row" data-tone={tone} data-device={deviceClass} data-verdict={verdict}>
      <Icon aria-hidden="true" />
      <div className="desk-words">
        <strong>
          {localize(name)} <span className="desk-state">{texts.verdicts[verdict]}</span>
        </strong>
        {fault ? (
          <FaultWords fault={fault} />
        ) : (
          facts.length > 0 && (
            <span className="label desk-clamp">
              {facts.map(({ label, value }) => `${localize(label)} ${localize(value)}`).join(' · ')}
            </span>
          )
        )}
      </div>
      <span className="desk-time label">{texts.took(answerMs)}</span>
    </li>
  );
}

function SlipNotice({ test }: { readonly test: SelfTest }): ReactNode {
  const { selfTest: texts } = useAttendantTexts();
  const localize = useLocalize();
  if (test.phase === 'printing' && !test.slip) return <Notice tone="wait">{texts.printing}</Notice>;
  if (!test.slip) return null;
  const { effect, fault } = test.slip;
  switch (effect) {
    case 'done':
      return <Notice tone="good">{texts.printed}</Notice>;
    case 'none':
      return (
        <Notice tone="bad" title={texts.notPrinted}>
          {fault && localize(fault)}
        </Notice>
      );
    case 'unknown':
      return <Notice tone="wait">{texts.unclear}</Notice>;
  }
}
