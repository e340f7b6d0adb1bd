import { join } from 'node:path';
import type { z } from 'zod';
import type { FleetMembership } from '../../contract/fleet-membership.ts';
import type {
  PickupLockerConfig,
  ReportTransportConfig,
  TransportConfig,
  terminalConfigSchema,
  UsbPrinterTransportConfig,
} from '../../contract/terminal-config.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import type { BenchConfigInput } from '../../devices/bench/index.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { type Attendant, enrol } from '../../main/core/attendant/index.ts';
import { root } from '../root.ts';
import type { BenchReady } from './ready-lines.ts';

/**
 * How the terminal reaches the bench's devices: all over TCP, all through pseudo-terminals, or as a
 * terminal with USB units does: card reader, scanner and signature pad in HID reports, the slip printer as a device file.
 */
export type DeviceLine = 'tcp' | 'serial' | 'usb';
export type PickupLockerDriver = PickupLockerConfig['driver'];

/** One board, on the bench as in the terminal. Eight cells: every make has so many. */
const lockerBoards = [{ address: 1, cells: 8 }];

/** What the bench has to be told so that its units are on these lines. */
export function benchUnits(
  line: DeviceLine,
  locker?: PickupLockerDriver,
): Pick<BenchConfigInput, 'cardReader' | 'scanner' | 'locker' | 'pseudoTerminals' | 'powerRelay'> {
  const usbUnits = { cardReader: { housing: 'miaxis' }, scanner: { driver: 'hid-pos' } } as const;
  return {
    pseudoTerminals: line !== 'tcp',
    powerRelay: { outlets: benchOutlets },
    ...(line === 'usb' ? usbUnits : {}),
    ...(locker === undefined ? {} : { locker: { driver: locker, boards: lockerBoards } }),
  };
}

/** Every device hangs on a relay of its own, as `npm start` has them all. */
const benchOutlets = {
  'id-card-reader': 1,
  'code-scanner': 2,
  'receipt-printer': 3,
  'pickup-locker': 4,
  'document-printer': 5,
  door: 6,
  dispenser: 7,
  'signature-pad': 8,
};

/** Who may service a bench terminal: this fictional person's card, this PIN. */
export const benchAttendant = { attendantId: 'T-01', personId: 'zhao-jili', pin: '246810' } as const;

export function enrolBenchAttendant(): Promise<Attendant> {
  const { attendantId, personId, pin } = benchAttendant;
  const person = fictionalPeople.find((each) => each.personId === personId);
  if (!person) throw new Error(`${personId} is not among the fictional people`);
  return enrol(attendantId, person.card.idNumber, pin);
}

export const benchTerminalId = terminalIdSchema.parse('DEMO-0001');

/** A terminal whose devices are all simulated on the bench. */
export function benchTerminalConfig(options: {
  bench: BenchReady;
  cityBaseUrl: string;
  dataDirectory: string;
  line: DeviceLine;
  locker?: PickupLockerDriver;
  idleMs?: number;
  /** A hub for calls to helpers; none by default. */
  helpCalls?: { hubUrl: string; token: string };
  attendants: Attendant[];
  /** Also those that no item needs yet: door, dispenser, document printer, signature pad, power relay. */
  everyDevice?: boolean;
  fleet?: FleetMembership;
  /** What lies in the dispenser's hopper; cards by default. */
  hopperHolds?: 'cards' | 'invoices';
}): z.input<typeof terminalConfigSchema> {
  const { line } = options;
  const addressOf = (device: string) => {
    const address = options.bench.devices[device];
    if (!address) throw new Error(`the bench has no ${device}`);
    return { host: '127.0.0.1', port: address.tcpPort, pty: address.pty };
  };
  const ptyOf = (device: string): string => {
    const { pty } = addressOf(device);
    if (!pty) throw new Error(`the bench has no pseudo-terminal for ${device}`);
    return pty;
  };
  const transport = (device: string, baudRate: 9600 | 115200): TransportConfig => {
    if (line === 'serial') return { kind: 'serial', path: ptyOf(device), baudRate };
    const { host, port } = addressOf(device);
    return { kind: 'tcp', host, port };
  };
  const hidBridge = (device: string): ReportTransportConfig => {
    const { host, port } = addressOf(device);
    return { kind: 'hid-bridge', host, port };
  };
  const ippUri = () => {
    const { host, port } = addressOf('document-printer');
    return `ipp://${host}:${port}/ipp/print`;
  };
  const usbPrinter = (): UsbPrinterTransportConfig => ({
    kind: 'usb-printer',
    path: ptyOf('receipt-printer'),
  });
  return {
    terminalId: benchTerminalId,
    site: { zh: '示例街道社区事务受理服务中心', en: 'Example Subdistrict Service Centre' },
    terminalName: { zh: '1 号自助终端', en: 'Terminal 1' },
    helpPhone: '021-00000000',
    place: { latitude: 31.2304, longitude: 121.4737 },
    devices: {
      'id-card-reader': {
        driver: 'sam-v',
        transport: line === 'usb' ? hidBridge('id-card-reader') : transport('id-card-reader', 115200),
      },
      'code-scanner':
        line === 'usb'
          ? { driver: 'hid-pos', transport: hidBridge('code-scanner') }
          : { driver: 'serial-scanner', transport: transport('code-scanner', 115200) },
      'receipt-printer': {
        driver: 'esc-pos',
        transport: line === 'usb' ? usbPrinter() : transport('receipt-printer', 115200),
      },
      'pickup-locker': {
        driver: options.locker ?? 'board-8a',
        transport: transport('pickup-locker', 9600),
        boards: options.locker === undefined ? [{ address: 1, cells: 12 }] : lockerBoards,
      },
      ...(options.everyDevice
        ? {
            door: { driver: 'modbus-relay', transport: transport('door', 9600) },
            dispenser: {
              driver: 'crt-591',
              transport: transport('dispenser', 9600),
              hopper: { contents: options.hopperHolds ?? 'cards' },
            },
            'document-printer': { driver: 'ipp', uri: ippUri() },
            'power-relay': {
              driver: 'modbus-relay',
              transport: transport('power-relay', 9600),
              outlets: benchOutlets,
            },
          }
        : {}),
      ...(line === 'usb' || options.everyDevice
        ? { 'signature-pad': { driver: 'wacom-stu', transport: hidBridge('signature-pad') } as const }
        : {}),
    },
    city: { baseUrl: options.cityBaseUrl },
    ...(options.fleet === undefined ? {} : { fleet: options.fleet }),
    catalogDirectory: join(root, 'catalog'),
    dataDirectory: options.dataDirectory,
    attendants: options.attendants,
    ...(options.helpCalls ? { helpCalls: options.helpCalls } : {}),
    ...(options.idleMs === undefined ? {} : { session: { idleMs: options.idleMs } }),
  };
}
