import { unreachable } from '../../contract/result.ts';
import type { HidTransportConfig, TransportConfig } from '../../contract/terminal-config.ts';
import { HidTransport } from './hid.ts';
import type { ReportLine, Transport } from './port.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';

export { hidTransportFromArguments, lineFromArguments, transportFromArguments } from './arguments.ts';
export { HidTransport, type HidTransportOptions } from './hid.ts';
export type { HidDeviceInfo, HidHandle, HidLibrary } from './hid-library.ts';
export type { ByteLine, Line, ReportLine, Transport, TransportFailure } from './port.ts';

/** The transport a terminal's configuration names. */
export function makeTransport(config: TransportConfig): Transport {
  switch (config.kind) {
    case 'tcp':
      return new TcpTransport({ host: config.host, port: config.port });
    case 'serial':
      return new SerialTransport({ path: config.path, baudRate: config.baudRate });
    default:
      return unreachable(config);
  }
}

/** The transport to a USB HID device that a terminal's configuration names. */
export function makeReportTransport({ kind: _kind, ...device }: HidTransportConfig): Transport<ReportLine> {
  return new HidTransport(device);
}
