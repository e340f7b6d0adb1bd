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
  const works = line?.power === 'on' && !line.hung;
  const light = !plugged || !works ? 'gone' : attached ? 'on' : 'off';
  return (
    <section className={`panel${plugged ? '' : ' is-unplugged'}`} data-device={device}>
      <header>
        <h2>{deviceNames[device][language]}</h2>
        {/* A green lamp says enough; whatever else it is stands in words. */}
        <span
          className={`light ${light}`}
          role="img"
          aria-label={say(labelOf(line))}
          title={`${say(labelOf(line))} ${line?.address ?? ''}`}
        >
          {light === 'on' ? '' : say(labelOf(line))}
        </span>
        {device !== 'document-camera' && (
          <button
            type="button"
            className="quiet"
            disabled={!works}
            onClick={() => act((bench) => bench.device.hang({ device }))}
          >
            {say('hang')}
          </button>
        )}
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

function labelOf(line: PanelProps['state']['devices'][number] | undefined) {
  if (!line?.plugged) return 'unplugged';
  if (line.power === 'off') return 'noPower';
  if (line.power === 'booting') return 'booting';
  if (line.hung) return 'hung';
  if (line.device === 'document-camera') return 'streamFile';
  return line.attached ? 'attached' : 'waiting';
}
