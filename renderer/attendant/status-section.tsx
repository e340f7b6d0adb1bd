import { type ReactNode, useState } from 'react';
import type { AttendedDevice, ExplainedFault } from '../../contract/attendant.ts';
import { useBusy, useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { useLayout } from '../ui/layout-context.ts';
import { Notice } from '../ui/notice.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { isInNeed, type Tone, toneOf } from './device-tone.ts';
import { Facts } from './facts.tsx';
import { FaultWords } from './fault-words.tsx';
import { lookThroughCamera } from './look-through-camera.ts';
import type { SectionProps } from './section-props.ts';
import { timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** How the device is, in words, and what brings its driver back. */
export function StatusSection({
  device,
  frame,
  onSelfTest,
}: SectionProps & { readonly onSelfTest: () => void }): ReactNode {
  const { device: texts } = useAttendantTexts();
  const { act } = useKiosk();
  const busy = useBusy();
  const { largeText } = useLayout();
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
    story: <Condition device={device} withMore={!largeText} />,
    children: (
      <>
        {!largeText && <Readings device={device} />}
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

/** What else is wrong and what the device tells of itself, where the state needs the whole page. */
export function FactsSection({ device, frame }: SectionProps): ReactNode {
  return frame({
    story: device.moreFaults.length > 0 && <Faults faults={device.moreFaults} tone="wait" />,
    children: <Readings device={device} />,
  });
}

function Readings({ device }: { readonly device: AttendedDevice }): ReactNode {
  const { device: texts } = useAttendantTexts();
  return (
    <>
      {device.facts.length === 0 && !device.answer && <p className="muted">{texts.noFacts}</p>}
      <Facts facts={device.facts} />
      <Answer device={device} />
    </>
  );
}

function Condition({
  device,
  withMore,
}: {
  readonly device: AttendedDevice;
  readonly withMore: boolean;
}): ReactNode {
  const { devices: texts, device: deviceTexts } = useAttendantTexts();
  const { fault, moreFaults, hostRuns, restarting } = device;
  const tone = toneOf(device);
  if (restarting) return <Notice tone="wait">{deviceTexts.restarting}</Notice>;
  if (!hostRuns) return <Notice tone="bad">{texts.hostAway}</Notice>;
  if (!fault) return <Notice tone={tone}>{isInNeed(device) ? texts.waits : texts.works}</Notice>;
  return (
    <>
      <Faults faults={[fault]} tone={tone} />
      {withMore && <Faults faults={moreFaults} tone="wait" />}
    </>
  );
}

function Faults({
  faults,
  tone,
}: {
  readonly faults: readonly ExplainedFault[];
  readonly tone: Tone;
}): ReactNode {
  return faults.map((fault) => (
    <Notice key={`${fault.code} ${fault.vendorCode}`} tone={tone}>
      <span className="desk-words">
        <FaultWords fault={fault} />
      </span>
    </Notice>
  ));
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
