import { type ReactNode, useState } from 'react';
import type { AttendedDevice } from '../../contract/attendant.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import type { SectionProps } from './device-page.tsx';
import { isInNeed, toneOf } from './device-tone.ts';
import { Facts } from './facts.tsx';
import { FaultWords } from './fault-words.tsx';
import { lookThroughCamera } from './look-through-camera.ts';
import { timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** How the device is, in words, and what brings its driver back. */
export function StatusSection({
  device,
  frame,
  onSelfTest,
}: SectionProps & { readonly onSelfTest: () => void }): ReactNode {
  const { device: texts } = useAttendantTexts();
  const { act, busy } = useKiosk();
  const [isAsking, setIsAsking] = useState(false);
  const { deviceClass, asking, restarting } = device;
  const isCamera = deviceClass === 'document-camera';
  const ask = () =>
    act('device-ask', async (client, { requestId }, options) =>
      isCamera
        ? client.attendant.device.reportCamera({ requestId, camera: await lookThroughCamera() }, options)
        : client.attendant.device.askAgain({ requestId, deviceClass }, options),
    );
  const restart = () => {
    setIsAsking(false);
    act('device-restart', (client, { requestId }, options) =>
      client.attendant.device.restartHost({ requestId, deviceClass }, options),
    );
  };
  return frame({
    story: <Condition device={device} />,
    children: (
      <>
        <Facts facts={device.facts} />
        <Answer device={device} />
        {isAsking && (
          <ConfirmSheet
            title={texts.restartTitle}
            lead={texts.restartLead}
            onClose={() => setIsAsking(false)}
          >
            <Button testId="device-restart-confirm" look="primary" main onPress={restart}>
              {texts.restart}
            </Button>
          </ConfirmSheet>
        )}
      </>
    ),
    acts: (
      <div className="acts-row">
        <Button
          testId="device-ask"
          busy={asking || busy === 'device-ask'}
          disabled={busy !== null}
          onPress={ask}
        >
          {texts.askAgain}
        </Button>
        <Button testId="device-self-test" disabled={busy !== null} onPress={onSelfTest}>
          {texts.selfTest}
        </Button>
        {!isCamera && (
          <Button
            testId="device-restart"
            busy={restarting}
            disabled={busy !== null}
            onPress={() => setIsAsking(true)}
          >
            {texts.restart}
          </Button>
        )}
      </div>
    ),
  });
}

function Condition({ device }: { readonly device: AttendedDevice }): ReactNode {
  const { devices: texts, device: deviceTexts } = useAttendantTexts();
  const { fault, moreFaults, hostRuns, restarting } = device;
  const tone = toneOf(device);
  if (restarting) return <Notice tone="wait">{deviceTexts.restarting}</Notice>;
  if (!hostRuns) return <Notice tone="bad">{texts.hostAway}</Notice>;
  if (!fault) return <Notice tone={tone}>{isInNeed(device) ? texts.waits : texts.works}</Notice>;
  return (
    <>
      {[fault, ...moreFaults].map((each, index) => (
        <Notice key={`${each.code} ${each.vendorCode}`} tone={index === 0 ? tone : 'wait'}>
          <span className="desk-words">
            <FaultWords fault={each} />
          </span>
        </Notice>
      ))}
    </>
  );
}

function Answer({ device: { answer } }: { readonly device: AttendedDevice }): ReactNode {
  const { devices: texts } = useAttendantTexts();
  if (!answer) return null;
  return (
    <p className="label" data-answer={answer.verdict}>
      {answer.verdict === 'no_answer'
        ? texts.notAnswered(timeOf(answer.at))
        : texts.answered(answer.answerMs, timeOf(answer.at))}
    </p>
  );
}
