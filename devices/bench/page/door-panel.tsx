import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';

export function DoorPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { released, door, stuck } = state.door;
  const isOpen = door === 'open';
  return (
    <DevicePanel device="door" {...props}>
      <figure className="drawing">
        <DoorDrawing isOpen={isOpen} isReleased={released} />
        <figcaption>
          {released ? say('lockReleased') : say('lockHolds')}
          {say('comma')}
          {isOpen ? say('doorOpen') : say('doorClosed')}
        </figcaption>
      </figure>
      <div className="row">
        <button
          type="button"
          className="main"
          data-testid="bench-door-push"
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

/** The frame, its leaf, and the lock: green while it is let go. */
function DoorDrawing({ isOpen, isReleased }: { isOpen: boolean; isReleased: boolean }) {
  return (
    <svg viewBox="0 0 200 96" aria-hidden="true">
      <path d="M10 92H190M62 92V6H138V92" className="line" />
      {isOpen ? (
        <path d="M66 10L104 20V92L66 92Z" className="leaf" />
      ) : (
        <rect x="66" y="10" width="68" height="82" className="leaf" />
      )}
      <circle
        cx={isOpen ? 98 : 126}
        cy="52"
        r="5"
        className={isReleased ? 'lock is-released' : 'lock'}
        data-released={isReleased ? '' : undefined}
      />
    </svg>
  );
}
