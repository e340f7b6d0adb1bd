import { ClipboardList, LayoutGrid, MonitorCog, Receipt, ScrollText, Stethoscope } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { OpenAttendantView } from '../../contract/attendant.ts';
import { unreachable } from '../../contract/result.ts';
import { Notice } from '../ui/notice.tsx';
import { CellsTab } from './cells-tab.tsx';
import { DevicesTab, isInNeed } from './devices-tab.tsx';
import { LeaveButton } from './leave-button.tsx';
import { LogTab } from './log-tab.tsx';
import { PaperTab } from './paper-tab.tsx';
import { SelfTestTab } from './self-test-tab.tsx';
import { TasksTab } from './tasks-tab.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';

const tabs = [
  { name: 'devices', Icon: MonitorCog },
  { name: 'paper', Icon: Receipt },
  { name: 'self_test', Icon: Stethoscope },
  { name: 'tasks', Icon: ClipboardList },
  { name: 'cells', Icon: LayoutGrid },
  { name: 'log', Icon: ScrollText },
] as const;
type TabName = (typeof tabs)[number]['name'];

/** The technician's screens behind card and PIN: one at a time, switched below where everybody reaches. */
export function Desk({ view }: { readonly view: OpenAttendantView }): ReactNode {
  const texts = useAttendantTexts();
  const [shown, setShown] = useState<TabName>('devices');
  const marks: Partial<Record<TabName, number>> = {
    devices: view.devices.filter(isInNeed).length,
    paper: view.paper && (view.paper.level === 'low' || view.paper.level === 'out') ? 1 : 0,
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
          <Tab name={shown} view={view} />
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
            onClick={() => setShown(name)}
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

function Tab({ name, view }: { readonly name: TabName; readonly view: OpenAttendantView }): ReactNode {
  switch (name) {
    case 'devices':
      return <DevicesTab devices={view.devices} />;
    case 'paper':
      return <PaperTab paper={view.paper} memory={view.memory} />;
    case 'self_test':
      return <SelfTestTab test={view.selfTest} />;
    case 'tasks':
      return <TasksTab tasks={view.tasks} memory={view.memory} />;
    case 'cells':
      return <CellsTab cells={view.cells} act={view.cellAct} memory={view.memory} />;
    case 'log':
      return <LogTab lines={view.log} />;
    default:
      return unreachable(name);
  }
}
