import { HidTransport } from './hid.ts';
import { HidBridgeTransport } from './hid-bridge.ts';
import type { ReportLine, Transport } from './port.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';
import { UsbPrinterTransport } from './usb-printer.ts';

/**
 * The transport a bench tool was told: `--tcp host:port`, `--serial path[:baud]` or `--usb-printer path`;
 * null where none is right.
 */
export function transportFromArguments(values: {
  tcp?: string | undefined;
  serial?: string | undefined;
  'usb-printer'?: string | undefined;
}): Transport | null {
  const tcp = hostAndPort(values.tcp);
  if (tcp) return new TcpTransport(tcp);
  if (values['usb-printer']) return new UsbPrinterTransport({ path: values['usb-printer'] });
  const serial = /^(.+?)(?::(\d+))?$/.exec(values.serial ?? '');
  if (serial?.[1] !== undefined) {
    return new SerialTransport({ path: serial[1], baudRate: Number(serial[2] ?? 115_200) });
  }
  return null;
}

function hostAndPort(text = ''): { host: string; port: number } | null {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  return host === undefined || port === undefined ? null : { host, port: Number(port) };
}

/** The unit of the device bench a tool was told: `--hid-bridge host:port`; null where it is not right. */
export function hidBridgeFromArguments(text: string | undefined): Transport<ReportLine> | null {
  const address = hostAndPort(text);
  return address && new HidBridgeTransport(address);
}

/** The HID device a bench tool was told: `--hid vendor:product[@usbPort]`, ids of four hex digits; null where it is not right. */
export function hidTransportFromArguments(
  text: string | undefined,
  usage: { usagePage?: number; usage?: number } = {},
): Transport<ReportLine> | null {
  const [, vendor, product, usbPort] =
    /^([0-9a-f]{4}):([0-9a-f]{4})(?:@(\d+-[\d.]+))?$/i.exec(text ?? '') ?? [];
  if (vendor === undefined || product === undefined) return null;
  return new HidTransport({
    ...usage,
    vendorId: Number.parseInt(vendor, 16),
    productId: Number.parseInt(product, 16),
    ...(usbPort === undefined ? {} : { usbPort }),
  });
}

/** The same as an entry of a configuration, still to be checked by its schema, which knows the speed of the unit. */
export function lineFromArguments(values: { tcp?: string | undefined; serial?: string | undefined }): object {
  const tcp = hostAndPort(values.tcp);
  if (tcp) return { kind: 'tcp', ...tcp };
  const [, path, baudRate] = /^(.+?)(?::(\d+))?$/.exec(values.serial ?? '') ?? [];
  return { kind: 'serial', path, ...(baudRate ? { baudRate: Number(baudRate) } : {}) };
}
