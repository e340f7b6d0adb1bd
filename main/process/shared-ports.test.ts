import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { devicesConfigSchema } from '../../contract/terminal-config.ts';
import { findSharedPorts } from './shared-ports.ts';

const directory = mkdtempSync(join(tmpdir(), 'shared-ports-'));
afterAll(() => rmSync(directory, { recursive: true }));
const port = join(directory, 'ttyUSB0');
const link = join(directory, 'by-path');
writeFileSync(port, '');
symlinkSync(port, link);

const hid = { kind: 'hid', vendorId: '0c2e', productId: '0b81' };
const reader = (transport: object) => ({ 'id-card-reader': { driver: 'sam-v', transport } });
const scanner = (transport: object) => ({ 'code-scanner': { driver: 'serial-scanner', transport } });
const hidScanner = (transport: object) => ({ 'code-scanner': { driver: 'hid-pos', transport } });
const printer = (transport: object) => ({ 'receipt-printer': { driver: 'esc-pos', transport } });
const laser = (uri: string) => ({ 'document-printer': { driver: 'ipp', uri } });
const serial = (path: string) => ({ kind: 'serial', path, baudRate: 9600 });
const tcp = (host: string, tcpPort: number) => ({ kind: 'tcp', host, port: tcpPort });

const problemsOf = (devices: object) => findSharedPorts(devicesConfigSchema.parse(devices));

describe('two devices on one port', () => {
  it.each([
    [
      'one serial port',
      reader(serial('/dev/ttyS1')),
      scanner(serial('/dev/ttyS1')),
      'code-scanner.transport',
    ],
    ['a serial port and a link to it', reader(serial(port)), scanner(serial(link)), 'code-scanner.transport'],
    ['COM3 by two names', reader(serial('COM3')), scanner(serial('\\\\.\\com3')), 'code-scanner.transport'],
    ['one TCP port', reader(tcp('10.0.0.2', 4001)), scanner(tcp('10.0.0.2', 4001)), 'code-scanner.transport'],
    [
      'this machine by two names',
      reader(tcp('localhost', 4001)),
      scanner(tcp('127.0.0.1', 4001)),
      'code-scanner.transport',
    ],
    [
      'one HID bridge',
      reader({ kind: 'hid-bridge', host: 'bench', port: 4001 }),
      hidScanner({ kind: 'hid-bridge', host: 'bench', port: 4001 }),
      'code-scanner.transport',
    ],
    [
      'a HID bridge and a plain TCP device',
      reader({ kind: 'hid-bridge', host: 'bench', port: 9100 }),
      printer(tcp('Bench.', 9100)),
      'receipt-printer.transport',
    ],
    [
      'one HID unit',
      reader({ ...hid, usbPort: '1-4' }),
      hidScanner({ ...hid, usbPort: '1-4' }),
      'code-scanner.transport',
    ],
    [
      'a HID unit by its port, and by anything plugged in',
      reader({ ...hid, usbPort: '1-4' }),
      hidScanner(hid),
      'code-scanner.transport',
    ],
    [
      'two HID models in one socket',
      reader({ ...hid, usbPort: '1-4' }),
      hidScanner({ ...hid, productId: '0b82', usbPort: '1-4' }),
      'code-scanner.transport',
    ],
    [
      'a USB printer on the port of a serial device',
      reader(serial(port)),
      printer({ kind: 'usb-printer', path: link }),
      'receipt-printer.transport',
    ],
    [
      'an IPP printer and a receipt printer',
      printer(tcp('10.0.0.9', 631)),
      laser('ipp://10.0.0.9/ipp/print'),
      'document-printer.uri',
    ],
  ])('%s -> refused with the key named', (_what, first, second, key) => {
    expect(problemsOf({ ...first, ...second })).toEqual([
      expect.stringMatching(
        new RegExp(`^devices\\.${key.replace('.', '\\.')}: .* already belongs to devices\\.`),
      ),
    ]);
  });

  it.each([
    [
      'two HID units alike, each by its port',
      reader({ ...hid, usbPort: '1-4' }),
      hidScanner({ ...hid, usbPort: '1-5' }),
    ],
    [
      'two functions of one HID device',
      reader({ ...hid, usagePage: 'ff00' }),
      hidScanner({ ...hid, usagePage: '008c' }),
    ],
    ['two ports of one serial server', reader(tcp('10.0.0.2', 4001)), scanner(tcp('10.0.0.2', 4002))],
    ['two printers of one name on other ports', printer(tcp('p', 9100)), laser('ipp://p/ipp/print')],
    [
      'two device files',
      reader(serial('/dev/ttyS1')),
      printer({ kind: 'usb-printer', path: '/dev/usb/lp0' }),
    ],
  ])('%s -> taken', (_what, first, second) => {
    expect(problemsOf({ ...first, ...second })).toEqual([]);
  });
});
