import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';

export function DoorPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { released, door, stuck } = state.door;
  const isOpen = door === 'open';
  return (
    <DevicePanel device="door" {...props}>
      <p className="hint">
        {released ? say('lockReleased') : say('lockHolds')}
        {say('comma')}
        {isOpen ? say('doorOpen') : say('doorClosed')}
      </p>
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={!released && !isOpen}
          onClick={() => act((bench) => bench.door.setDoor({ open: !isOpen }))}
        >
          {isOpen ? say('letFall') : say('pushDoor')}
        </button>
        <button
          type="button"
          aria-pressed={stuck}
          onClick={() => act((bench) => bench.door.setStuck({ stuck: !stuck }))}
        >
          {stuck ? say('freeRelay') : say('stickRelay')}
        </button>
      </div>
    </DevicePanel>
  );
}
