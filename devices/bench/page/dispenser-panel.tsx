import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import type { Word } from './words.ts';

type Dispenser = PanelProps['state']['dispenser'];

const places = {
  gate: 'itemAtGate',
  inside: 'itemInside',
  stuck: 'itemStuck',
} as const satisfies Record<string, Word>;
const oneBundle = 50;
/** As many as the drawn hopper shows full. */
const drawnHopper = 200;
const drawnBin = 30;

export function DispenserPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { dispenser } = state;
  const { hopperCount, binCount, jammed, item, taken } = dispenser;
  return (
    <DevicePanel device="dispenser" {...props}>
      <figure className="drawing">
        <DispenserDrawing dispenser={dispenser} />
        <figcaption>
          {say('hopper')} {hopperCount} · {say('bin')} {binCount} ·{' '}
          {item ? `#${item.number} ${say(places[item.place])}` : say('gateEmpty')}
          {jammed && ` · ${say('jammedNow')}`}
        </figcaption>
      </figure>
      <div className="row">
        <button
          type="button"
          className="main"
          data-testid="bench-item-take"
          disabled={item?.place !== 'gate'}
          onClick={() => act((bench) => bench.dispenser.take())}
        >
          {say('takeItem')}
        </button>
        <button
          type="button"
          data-testid="bench-item-hold-up"
          disabled={taken === null}
          onClick={() => act((bench) => bench.dispenser.holdUp())}
        >
          {say('holdUpItem')}
        </button>
        <button
          type="button"
          data-testid="bench-hopper-fill"
          onClick={() => act((bench) => bench.dispenser.putIn({ count: oneBundle }))}
        >
          {say('putInItems')}
        </button>
        <button type="button" onClick={() => act((bench) => bench.dispenser.emptyBin())}>
          {say('emptyBin')}
        </button>
        <button
          type="button"
          aria-pressed={jammed}
          onClick={() =>
            act((bench) => (jammed ? bench.dispenser.clearJam() : bench.dispenser.jam({ phase: 'present' })))
          }
        >
          {jammed ? say('clearJam') : say('jamNextItem')}
        </button>
      </div>
    </DevicePanel>
  );
}

const itemX = { stuck: 86, inside: 100, gate: 150 } as const;

/** From the left: the hopper and how full it is, the path, the gate; below it the bin. */
function DispenserDrawing({ dispenser: { hopperCount, binCount, item, jammed } }: { dispenser: Dispenser }) {
  const hopper = 56 * Math.min(1, hopperCount / drawnHopper);
  const bin = 22 * Math.min(1, binCount / drawnBin);
  return (
    <svg viewBox="0 0 200 96" aria-hidden="true">
      <rect x="16" y="6" width="48" height="60" className="line" />
      <rect x="18" y={64 - hopper} width="44" height={hopper} className="stack" />
      <path d="M64 50H148V66H64" className="line" />
      <rect x="96" y="68" width="40" height="24" className="line" />
      <rect x="98" y={90 - bin} width="36" height={bin} className="stack" />
      <path d="M148 46V70" className="line" />
      {item && (
        <rect
          x={itemX[item.place]}
          y="54"
          width="34"
          height="8"
          className={jammed ? 'item is-jammed' : 'item'}
        />
      )}
    </svg>
  );
}
