import { unreachable } from '../../contract/result.ts';
import type {
  HidTransportConfig,
  ReportTransportConfig,
  TransportConfig,
  UsbPrinterTransportConfig,
} from '../../contract/terminal-config.ts';
import { HidTransport } from './hid.ts';
import { HidBridgeTransport } from './hid-bridge.ts';
import type { ReportLine, Transport } from './port.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';
import { UsbPrinterTransport } from './usb-printer.ts';

export {
  hidBridgeFromArguments,
  hidTransportFromArguments,
  lineFromArguments,
  transportFromArguments,
} from './arguments.ts';
export { HidTransport, type HidTransportOptions } from './hid.ts';
export { hidBridgeFrame, hidBridgeFrameKind, hidBridgeShape } from './hid-bridge-codec.ts';
export type { HidDeviceInfo, HidHandle, HidLibrary } from './hid-library.ts';
export type { ByteLine, Line, ReportLine, Transport, TransportFailure } from './port.ts';

/** The transport a terminal's configuration names. */
export function makeTransport(config: TransportConfig | UsbPrinterTransportConfig): Transport {
  switch (config.kind) {
    case 'tcp':
      return new TcpTransport({ host: config.host, port: config.port });
    case 'serial':
      return new SerialTransport({ path: config.path, baudRate: config.baudRate });
    case 'usb-printer':
      return new UsbPrinterTransport({ path: config.path });
    default:
      return unreachable(config);
  }
}

/**
 * The transport to a HID unit that a terminal's configuration names. `usage` is which of a device's
 * functions the class needs, where the configuration says nothing else.
 */
export function makeReportTransport(
  config: ReportTransportConfig,
  usage: Pick<HidTransportConfig, 'usagePage' | 'usage'> = {},
): Transport<ReportLine> {
  switch (config.kind) {
    case 'hid': {
      const { kind: _kind, ...device } = config;
      return new HidTransport({ ...usage, ...device });
    }
    case 'hid-bridge':
      return new HidBridgeTransport({ host: config.host, port: config.port });
    default:
      return unreachable(config);
  }
}
