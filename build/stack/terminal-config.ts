import { join } from 'node:path';
import type { z } from 'zod';
import type { TransportConfig, terminalConfigSchema } from '../../contract/terminal-config.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { type Attendant, enrol } from '../../main/core/attendant/index.ts';
import { root } from '../root.ts';
import type { BenchReady } from './ready-lines.ts';

export type DeviceLine = 'tcp' | 'serial';

/** Who may service a bench terminal: this fictional person's card, this PIN. */
export const benchAttendant = { attendantId: 'T-01', personId: 'zhao-jili', pin: '246810' } as const;

export function enrolBenchAttendant(): Promise<Attendant> {
  const { attendantId, personId, pin } = benchAttendant;
  const person = fictionalPeople.find((each) => each.personId === personId);
  if (!person) throw new Error(`${personId} is not among the fictional people`);
  return enrol(attendantId, person.card.idNumber, pin);
}

/** A terminal whose devices are all simulated on the bench. */
export function benchTerminalConfig(options: {
  bench: BenchReady;
  cityBaseUrl: string;
  dataDirectory: string;
  line: DeviceLine;
  idleMs?: number;
  attendants: Attendant[];
  /** Also those that no item needs yet: door, dispenser, document printer. */
  everyDevice?: boolean;
}): z.input<typeof terminalConfigSchema> {
  const transport = (device: string, baudRate: 9600 | 115200): TransportConfig => {
    const address = options.bench.devices[device];
    if (!address) throw new Error(`the bench has no ${device}`);
    if (options.line === 'tcp') return { kind: 'tcp', host: '127.0.0.1', port: address.tcpPort };
    if (!address.pty) throw new Error(`the bench has no pseudo-terminal for ${device}`);
    return { kind: 'serial', path: address.pty, baudRate };
  };
  return {
    terminalId: 'DEMO-0001' as z.input<typeof terminalConfigSchema>['terminalId'],
    site: { zh: '示例街道社区事务受理服务中心', en: 'Example Subdistrict Service Centre' },
    terminalName: { zh: '1 号自助终端', en: 'Terminal 1' },
    helpPhone: '021-00000000',
    devices: {
      'id-card-reader': { driver: 'sam-v', transport: transport('id-card-reader', 115200) },
      'code-scanner': { driver: 'serial-scanner', transport: transport('code-scanner', 115200) },
      'receipt-printer': { driver: 'esc-pos', transport: transport('receipt-printer', 115200) },
      'pickup-locker': {
        driver: 'board-8a',
        transport: transport('pickup-locker', 9600),
        boards: [{ address: 1, cells: 12 }],
      },
      ...(options.everyDevice
        ? {
            door: { driver: 'modbus-relay', transport: transport('door', 9600) },
            dispenser: { driver: 'crt-591', transport: transport('dispenser', 9600) },
            'document-printer': {
              driver: 'ipp',
              uri: `ipp://127.0.0.1:${options.bench.devices['document-printer']?.tcpPort}/ipp/print`,
            },
          }
        : {}),
    },
    city: { baseUrl: options.cityBaseUrl },
    catalogDirectory: join(root, 'catalog'),
    dataDirectory: options.dataDirectory,
    attendants: options.attendants,
    ...(options.idleMs === undefined ? {} : { session: { idleMs: options.idleMs } }),
  };
}
