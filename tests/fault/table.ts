import type { HostedDeviceClass } from '../../contract/device-classes.ts';

export const faults = [
  'disconnect',
  'power_off',
  'jam',
  'cover_open',
  'no_paper',
  'no_answer',
  'wrong_answer',
  'late_answer',
  'busy',
  'host_crash',
  'host_hang',
] as const;
export type FaultName = (typeof faults)[number];

/** The classes whose rows are generated, and what a device of each is doing when the fault comes. */
export const phases = {
  'receipt-printer': ['idle', 'printing'],
  'pickup-locker': ['idle', 'opening'],
  'id-card-reader': ['idle', 'reading'],
  'code-scanner': ['idle', 'reading'],
} as const satisfies Partial<Record<HostedDeviceClass, readonly string[]>>;
export type TestedClass = keyof typeof phases;

export interface FaultRow {
  deviceClass: TestedClass;
  phase: string;
  fault: FaultName;
}

export const faultRows: readonly FaultRow[] = Object.entries(phases).flatMap(([deviceClass, ofClass]) =>
  ofClass.flatMap((phase) =>
    faults.map((fault) => ({ deviceClass: deviceClass as TestedClass, phase, fault })),
  ),
);

const noPaper = 'has no paper in it';
const noCover = 'has no cover it reports; an opened case is seen as the fault it causes';

/** Rows that make no sense for a class, and why. */
const reasons: readonly {
  deviceClass: TestedClass;
  faults: readonly FaultName[];
  phase?: string;
  reason: string;
}[] = [
  {
    deviceClass: 'receipt-printer',
    faults: ['busy'],
    phase: 'idle',
    reason: 'nothing is at work that a second job could meet',
  },
  { deviceClass: 'pickup-locker', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'pickup-locker', faults: ['no_paper'], reason: noPaper },
  {
    deviceClass: 'pickup-locker',
    faults: ['jam', 'busy'],
    phase: 'idle',
    reason: 'a lock shows that it is stuck, and a bus that it is taken, only when a cell is opened',
  },
  { deviceClass: 'id-card-reader', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'id-card-reader', faults: ['no_paper'], reason: noPaper },
  { deviceClass: 'id-card-reader', faults: ['jam'], reason: 'the card is laid on it; nothing moves inside' },
  {
    deviceClass: 'id-card-reader',
    faults: ['busy'],
    phase: 'idle',
    reason: 'nobody watches whom a second consumer could meet',
  },
  { deviceClass: 'code-scanner', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'code-scanner', faults: ['no_paper'], reason: noPaper },
  { deviceClass: 'code-scanner', faults: ['jam'], reason: 'nothing moves inside' },
  {
    deviceClass: 'code-scanner',
    faults: ['busy'],
    phase: 'idle',
    reason: 'nobody watches whom a second consumer could meet',
  },
];

/** Why this row has no test, or null where it must have one. */
export function reasonAgainst(row: FaultRow): string | null {
  const found = reasons.find(
    ({ deviceClass, phase, faults: names }) =>
      deviceClass === row.deviceClass && names.includes(row.fault) && (phase ?? row.phase) === row.phase,
  );
  return found?.reason ?? null;
}
