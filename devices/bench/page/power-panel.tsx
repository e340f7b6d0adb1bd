import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { deviceNames, type Word } from './words.ts';

const lamps = { on: 'on', off: 'gone', booting: 'off' } as const;
const words = { on: 'powered', off: 'noPower', booting: 'booting' } as const satisfies Record<string, Word>;

/** The relay board: which unit has power. It is cut by the terminal alone. */
export function PowerPanel(props: PanelProps) {
  const { state, say, language } = props;
  const fed = state.devices.filter(({ device }) => device !== 'power-relay' && device !== 'document-camera');
  return (
    <DevicePanel device="power-relay" {...props}>
      <ul className="outlets">
        {fed.map(({ device, power }) => (
          <li key={device}>
            {deviceNames[device][language]}
            <span className={`light ${lamps[power]}`}>{say(words[power])}</span>
          </li>
        ))}
      </ul>
    </DevicePanel>
  );
}
