import { CircleAlert, CircleCheck, Clock3 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SelfTest } from '../../contract/attendant.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { FaultWords } from './devices-tab.tsx';
import { timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const tones = { passed: 'good', attention: 'wait', failed: 'bad', no_answer: 'bad' } as const;
const icons = { good: CircleCheck, wait: Clock3, bad: CircleAlert } as const;
const perPage = {
  portrait: { normal: 4, large: 1 },
  landscape: { normal: 2, large: 1 },
};

export function SelfTestTab({ test }: { readonly test: SelfTest | null }): ReactNode {
  const { selfTest: texts } = useAttendantTexts();
  const { act, busy, view } = useKiosk();
  const { shown, pager } = usePages(test?.results ?? [], perPage);
  const isRunning = test !== null && test.phase !== 'ended';
  const label = isRunning ? texts.running : test ? texts.runAgain : texts.run;
  return (
    <Page
      title={texts.title}
      lead={test ? texts.startedAt(timeOf(test.startedAt)) : texts.lead}
      story={test && <SlipNotice test={test} />}
      wide
      acts={
        <>
          {pager}
          <Button
            testId="self-test-run"
            look="primary"
            main
            busy={isRunning}
            disabled={busy !== null}
            onPress={() =>
              act('self-test-run', (client, { requestId }, options) =>
                client.attendant.selfTest.run({ requestId, language: view.language }, options),
              )
            }
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

function ResultRow({ result }: { readonly result: SelfTest['results'][number] }): ReactNode {
  const { selfTest: texts } = useAttendantTexts();
  const localize = useLocalize();
  const { verdict, fault, answerMs, at, deviceClass, name } = result;
  const tone = tones[verdict];
  const Icon = icons[tone];
  return (
    <li className="desk-row" data-tone={tone} data-device={deviceClass} data-verdict={verdict}>
      <Icon aria-hidden="true" />
      <div className="desk-words">
        <strong>
          {localize(name)} <span className="desk-state">{texts.verdicts[verdict]}</span>
        </strong>
        {fault && <FaultWords fault={fault} />}
      </div>
      <span className="desk-time">
        <span>{timeOf(at)}</span>
        <span className="label">{texts.took(answerMs)}</span>
      </span>
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
