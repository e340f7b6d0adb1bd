import { realpathSync } from 'node:fs';
import { unreachable } from '../../contract/result.ts';
import type {
  DevicesConfig,
  HidTransportConfig,
  ReportTransportConfig,
  TransportConfig,
  UsbPrinterTransportConfig,
} from '../../contract/terminal-config.ts';

/** Where a device is wired to: a name that two devices must not share, or the words that choose a HID unit. */
type Port = { text: string; key: string; hid: HidTransportConfig | null };

/**
 * Sentences about devices that are bound to a port another one has already; each begins with the key.
 * They would steal each other's bytes.
 */
export function findSharedPorts(devices: DevicesConfig): string[] {
  const taken: { deviceClass: string; port: Port }[] = [];
  const problems: string[] = [];
  for (const [deviceClass, device] of Object.entries(devices)) {
    const port = device && portOfDevice(device);
    if (!port) continue;
    const setting = 'uri' in device ? 'uri' : 'transport';
    const owner = taken.find((other) => areOne(other.port, port));
    if (owner) {
      const hint = port.hid ? ', named by usbPort' : '';
      problems.push(
        `devices.${deviceClass}.${setting}: ${port.text} already belongs to devices.${owner.deviceClass}; each device needs a port of its own${hint}`,
      );
    }
    taken.push({ deviceClass, port });
  }
  return problems;
}

/** Null where a device is not wired at all, such as the touch screen. */
function portOfDevice(device: NonNullable<DevicesConfig[keyof DevicesConfig]>): Port | null {
  if ('uri' in device) return portOfUri(device.uri);
  return 'transport' in device ? portOf(device.transport) : null;
}

function portOf(transport: TransportConfig | UsbPrinterTransportConfig | ReportTransportConfig): Port {
  switch (transport.kind) {
    case 'tcp':
    case 'hid-bridge':
      return networkPort(transport.host, transport.port);
    case 'serial':
    case 'usb-printer':
      return { text: transport.path, key: `file ${fileBehind(transport.path)}`, hid: null };
    case 'hid': {
      const { usbPort, serialNumber, path } = transport;
      const id = [transport.vendorId, transport.productId].map((part) => part.toString(16).padStart(4, '0'));
      const text = ['hid', id.join(':'), usbPort ?? serialNumber ?? path ?? ''].join(' ').trim();
      return { text, key: text, hid: transport };
    }
    default:
      return unreachable(transport);
  }
}

const ippPort = 631;

function portOfUri(uri: string): Port {
  const { hostname, port } = new URL(uri);
  return networkPort(hostname, port === '' ? ippPort : Number(port));
}

function networkPort(host: string, port: number): Port {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  const machine = ['localhost', '::1'].includes(name) ? '127.0.0.1' : name;
  return { text: `tcp ${host}:${port}`, key: `tcp ${machine}:${port}`, hid: null };
}

/** `/dev/serial/by-path/…` and `/dev/ttyUSB0` may be one port, `COM3` and `\\.\com3` always are. */
function fileBehind(path: string): string {
  const [, windowsPort] = /^(?:\\\\\.\\)?(com\d+)$/i.exec(path) ?? [];
  if (windowsPort) return windowsPort.toUpperCase();
  try {
    return realpathSync(path);
  } catch {
    // Not plugged in at this moment: only its name is known.
    return path;
  }
}

function areOne(one: Port, other: Port): boolean {
  return one.hid && other.hid ? mayBeOneUnit(one.hid, other.hid) : one.key === other.key;
}

const selectors = [
  'vendorId',
  'productId',
  'usagePage',
  'usage',
  'usbPort',
  'serialNumber',
  'path',
] as const satisfies readonly (keyof HidTransportConfig)[];

/** True unless the two say something different of the same; functions of one device may be shared out. */
function mayBeOneUnit(one: HidTransportConfig, other: HidTransportConfig): boolean {
  const sameSocket = one.usbPort !== undefined && one.usbPort === other.usbPort;
  const otherModel = one.vendorId !== other.vendorId || one.productId !== other.productId;
  if (sameSocket && otherModel) return true;
  return selectors.every(
    (name) => one[name] === undefined || other[name] === undefined || one[name] === other[name],
  );
}
