import type { ReactNode } from 'react';
import type { DeviceClass } from '../../../contract/device-common.ts';
import type { PanelProps } from './panel-props.ts';
import { deviceNames } from './words.ts';

/** The frame of one device: its name, whether a driver holds its line, and its plug. */
export function DevicePanel({
  device,
  children,
  state,
  act,
  say,
  language,
}: PanelProps & { device: DeviceClass; children: ReactNode }) {
  const line = state.devices.find((one) => one.device === device);
  const plugged = line?.plugged ?? false;
  const attached = line?.attached ?? false;
  const light = !plugged ? 'gone' : attached ? 'on' : 'off';
  const label = !plugged
    ? say('unplugged')
    : device === 'document-camera'
      ? say('streamFile')
      : attached
        ? say('attached')
        : say('waiting');
  return (
    <section className={`panel${plugged ? '' : ' is-unplugged'}`} data-device={device}>
      <header>
        <h2>{deviceNames[device][language]}</h2>
        <span className={`light ${light}`} title={line?.address}>
          {label}
        </span>
        <button
          type="button"
          className="quiet"
          data-testid={`bench-plug-${device}`}
          onClick={() =>
            act((bench) => (plugged ? bench.device.unplug({ device }) : bench.device.plug({ device })))
          }
        >
          {plugged ? say('unplug') : say('plug')}
        </button>
      </header>
      {children}
    </section>
  );
}
