import { ClipboardList, Gauge, MonitorCog, PackageOpen, ScrollText, Stethoscope } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { OpenAttendantView } from '../../contract/attendant.ts';
import { unreachable } from '../../contract/result.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Notice } from '../ui/notice.tsx';
import { CountersTab } from './counters-tab.tsx';
import { DevicePage } from './device-page.tsx';
import { isInNeed } from './device-tone.ts';
import { DevicesTab } from './devices-tab.tsx';
import { LeaveButton } from './leave-button.tsx';
import { LogTab } from './log-tab.tsx';
import { lookThroughCamera } from './look-through-camera.ts';
import { SelfTestTab } from './self-test-tab.tsx';
import { needsSupply, placesOf, SuppliesTab } from './supplies-tab.tsx';
import { TasksTab } from './tasks-tab.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { useSelfTest } from './use-self-test.ts';

const tabs = [
  { name: 'devices', Icon: MonitorCog },
  { name: 'supplies', Icon: PackageOpen },
  { name: 'self_test', Icon: Stethoscope },
  { name: 'tasks', Icon: ClipboardList },
  { name: 'counters', Icon: Gauge },
  { name: 'log', Icon: ScrollText },
] as const;
type TabName = (typeof tabs)[number]['name'];

/** The technician's screens behind card and PIN: one at a time, switched below where everybody reaches. */
export function Desk({ view }: { readonly view: OpenAttendantView }): ReactNode {
  const texts = useAttendantTexts();
  const [shown, setShown] = useState<TabName>('devices');
  const [visit, setVisit] = useState(0);
  useCameraReport(view);
  const marks: Partial<Record<TabName, number>> = {
    devices: view.devices.filter(isInNeed).length,
    supplies: placesOf(view).filter(needsSupply).length,
    tasks: view.tasks.length,
  };
  return (
    <>
      <div className="desk-strip">
        <span>{texts.attendant(view.attendantId)}</span>
        {view.secondsLeft !== null && (
          <strong className="desk-idle" role="status">
            {texts.idle(view.secondsLeft)}
          </strong>
        )}
      </div>
      <main className="stage" data-attendant="open" data-tab={shown}>
        <div className="desk-stage">
          {view.troubles.map((trouble) => (
            <Notice key={trouble} tone="bad" title={texts.troubles[trouble].what}>
              {texts.troubles[trouble].act}
            </Notice>
          ))}
          <Tab key={visit} name={shown} view={view} onShow={setShown} />
        </div>
      </main>
      <footer className="desk-bar">
        {tabs.map(({ name, Icon }) => (
          <button
            key={name}
            type="button"
            className="button desk-tab"
            data-testid={`tab-${name}`}
            aria-pressed={name === shown}
            onClick={() => {
              setShown(name);
              // A second touch leads back to the beginning of the same tab.
              setVisit((before) => before + 1);
            }}
          >
            <Icon aria-hidden="true" />
            <span>
              {texts.tabs[name]}
              {marks[name] ? <b className="desk-mark">{marks[name]}</b> : null}
            </span>
          </button>
        ))}
        <LeaveButton />
      </footer>
    </>
  );
}

function Tab({
  name,
  view,
  onShow,
}: {
  readonly name: TabName;
  readonly view: OpenAttendantView;
  readonly onShow: (name: TabName) => void;
}): ReactNode {
  switch (name) {
    case 'devices':
      return <Devices view={view} onShow={onShow} />;
    case 'supplies':
      return <SuppliesTab view={view} />;
    case 'self_test':
      return <SelfTestTab test={view.selfTest} devices={view.devices} />;
    case 'tasks':
      return <TasksTab tasks={view.tasks} memory={view.memory} />;
    case 'counters':
      return <CountersTab counters={view.counters} memory={view.memory} />;
    case 'log':
      return <LogTab lines={view.log} filter={view.logFilter} devices={view.devices} />;
    default:
      return unreachable(name);
  }
}

function Devices({
  view,
  onShow,
}: {
  readonly view: OpenAttendantView;
  readonly onShow: (name: TabName) => void;
}): ReactNode {
  const [chosenClass, setChosenClass] = useState<string | null>(null);
  const testOne = useSelfTest(view.devices);
  const chosen = view.devices.find(({ deviceClass }) => deviceClass === chosenClass);
  if (!chosen) return <DevicesTab devices={view.devices} onChoose={setChosenClass} />;
  return (
    <DevicePage
      device={chosen}
      view={view}
      onBack={() => setChosenClass(null)}
      onSelfTest={() => {
        testOne(chosen.deviceClass);
        onShow('self_test');
      }}
    />
  );
}

/** The core cannot see the camera: the window looks through it once, and again when one is plugged in or out. */
function useCameraReport({ cameraNeeded }: OpenAttendantView): void {
  const { act } = useKiosk();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what acts is the same line at every render
  useEffect(() => {
    if (!cameraNeeded) return;
    let isLeft = false;
    const report = async () => {
      const camera = await lookThroughCamera();
      if (isLeft) return;
      act('camera-report', (client, { requestId }, options) =>
        client.attendant.device.reportCamera({ requestId, camera }, options),
      );
    };
    void report();
    navigator.mediaDevices?.addEventListener('devicechange', report);
    return () => {
      isLeft = true;
      navigator.mediaDevices?.removeEventListener('devicechange', report);
    };
  }, [cameraNeeded]);
}
