import { CircleAlert, CircleCheck, Clock3 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttendedDevice, ExplainedFault } from '../../contract/attendant.ts';
import { deviceStateWords, nextActWords } from '../../contract/device-words.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { useLanguage, useLocalize } from '../ui/texts-context.ts';
import { timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const perPage = {
  portrait: { normal: 5, large: 2 },
  landscape: { normal: 4, large: 2 },
};
const icons = { good: CircleCheck, wait: Clock3, bad: CircleAlert } as const;

export function toneOf({ state, fault, hostRuns }: AttendedDevice): keyof typeof icons {
  if (!hostRuns) return 'bad';
  if (state === 'unknown') return 'wait';
  if (state !== 'online') return 'bad';
  return fault ? 'wait' : 'good';
}

export function isInNeed(device: AttendedDevice): boolean {
  return toneOf(device) !== 'good';
}

/** Worst first, so that what has to be done is read first. */
const order = { bad: 0, wait: 1, good: 2 } as const;

export function DevicesTab({ devices }: { readonly devices: readonly AttendedDevice[] }): ReactNode {
  const { devices: texts } = useAttendantTexts();
  const worstFirst = devices.toSorted((a, b) => order[toneOf(a)] - order[toneOf(b)]);
  const { shown, pager } = usePages(worstFirst, perPage);
  const inNeed = devices.filter(isInNeed).length;
  return (
    <Page title={texts.title} lead={inNeed === 0 ? texts.allWell : texts.toSee(inNeed)} wide acts={pager}>
      <ul className="desk-list desk-columns">
        {shown.map((device) => (
          <DeviceRow key={device.deviceClass} device={device} />
        ))}
      </ul>
    </Page>
  );
}

function DeviceRow({ device }: { readonly device: AttendedDevice }): ReactNode {
  const { devices: texts } = useAttendantTexts();
  const { act, busy } = useKiosk();
  const localize = useLocalize();
  const { deviceClass, fault, state, hostRuns, answer } = device;
  const tone = toneOf(device);
  const Icon = icons[tone];
  const testId = `ask-${deviceClass}`;
  return (
    <li className="desk-row" data-tone={tone} data-device={deviceClass} data-fault={fault?.code}>
      <Icon aria-hidden="true" />
      <div className="desk-words">
        <strong>
          {localize(device.name)} <span className="desk-state">{localize(deviceStateWords[state])}</span>
        </strong>
        {!hostRuns && <span>{texts.hostAway}</span>}
        {hostRuns && fault && <FaultWords fault={fault} />}
        {hostRuns && !fault && <span>{tone === 'good' ? texts.works : texts.waits}</span>}
        {answer && (
          <span className="label">
            {answer.verdict === 'no_answer'
              ? texts.notAnswered(timeOf(answer.at))
              : texts.answered(answer.answerMs, timeOf(answer.at))}
          </span>
        )}
      </div>
      <Button
        testId={testId}
        busy={device.asking}
        disabled={busy !== null}
        onPress={() =>
          act(testId, (client, { requestId }, options) =>
            client.attendant.device.askAgain({ requestId, deviceClass }, options),
          )
        }
      >
        {device.asking ? texts.asking : texts.askAgain}
      </Button>
    </li>
  );
}

/** What is wrong, who has to act, and the code for the telephone. */
export function FaultWords({ fault }: { readonly fault: ExplainedFault }): ReactNode {
  const { devices: texts } = useAttendantTexts();
  const localize = useLocalize();
  const gap = useLanguage() === 'zh' ? '' : ' ';
  const code = fault.vendorCode ? `${fault.code} · ${fault.vendorCode}` : fault.code;
  return (
    <>
      <span>{[fault.words, nextActWords[fault.nextAct]].map(localize).join(gap)}</span>
      <span className="label desk-code">{texts.code(code)}</span>
    </>
  );
}
