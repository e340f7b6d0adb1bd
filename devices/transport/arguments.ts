import { HidTransport } from './hid.ts';
import type { ReportLine, Transport } from './port.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';

/** The transport a bench tool was told: `--tcp host:port` or `--serial path[:baud]`; null where neither is right. */
export function transportFromArguments(values: {
  tcp?: string | undefined;
  serial?: string | undefined;
}): Transport | null {
  const tcp = /^(.+):(\d{1,5})$/.exec(values.tcp ?? '');
  if (tcp?.[1] !== undefined && tcp[2] !== undefined) {
    return new TcpTransport({ host: tcp[1], port: Number(tcp[2]) });
  }
  const serial = /^(.+?)(?::(\d+))?$/.exec(values.serial ?? '');
  if (serial?.[1] !== undefined) {
    return new SerialTransport({ path: serial[1], baudRate: Number(serial[2] ?? 115_200) });
  }
  return null;
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
  const tcp = /^(.+):(\d{1,5})$/.exec(values.tcp ?? '');
  if (tcp) return { kind: 'tcp', host: tcp[1], port: Number(tcp[2]) };
  const [, path, baudRate] = /^(.+?)(?::(\d+))?$/.exec(values.serial ?? '') ?? [];
  return { kind: 'serial', path, ...(baudRate ? { baudRate: Number(baudRate) } : {}) };
}
