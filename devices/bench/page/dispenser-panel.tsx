import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import type { Word } from './words.ts';

const places = {
  gate: 'itemAtGate',
  inside: 'itemInside',
  stuck: 'itemStuck',
} as const satisfies Record<string, Word>;
const oneBundle = 50;

export function DispenserPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { hopperCount, binCount, jammed, item } = state.dispenser;
  return (
    <DevicePanel device="dispenser" {...props}>
      <p className="hint">
        {say('hopper')} {hopperCount} · {say('bin')} {binCount}
        {jammed && ` · ${say('jammedNow')}`}
      </p>
      <p className="hint">{item ? `#${item.number} ${say(places[item.place])}` : say('gateEmpty')}</p>
      <div className="row">
        <button
          type="button"
          disabled={item?.place !== 'gate'}
          onClick={() => act((bench) => bench.dispenser.take())}
        >
          {say('takeItem')}
        </button>
        <button type="button" onClick={() => act((bench) => bench.dispenser.putIn({ count: oneBundle }))}>
          {say('putInItems')}
        </button>
        <button type="button" onClick={() => act((bench) => bench.dispenser.emptyBin())}>
          {say('emptyBin')}
        </button>
        <button
          type="button"
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
