import type { DeviceClass } from '../../contract/device-common.ts';
import { pickupLockerDrivers } from '../../contract/terminal-config.ts';

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

/** What a device of a class is doing when the fault comes: nothing, or a phase of one of its commands. */
export const phasesOf = {
  'id-card-reader': ['idle', 'looking', 'selecting', 'reading', 'reading_address'],
  'code-scanner': ['idle', 'watching', 'decoding', 'sending'],
  'receipt-printer': ['idle', 'sending', 'printing', 'confirming'],
  'document-printer': ['idle', 'asking', 'sending', 'printing', 'confirming'],
  'document-camera': ['idle', 'capturing'],
  'pickup-locker': ['idle', 'asking', 'commanding', 'confirming'],
  dispenser: ['idle', 'asking', 'feeding', 'presenting', 'at_gate', 'capturing'],
  door: ['idle', 'asking', 'commanding', 'confirming'],
  'signature-pad': ['idle', 'wiping', 'writing'],
  'power-relay': ['idle', 'asking', 'commanding', 'cutting'],
} as const satisfies Partial<Record<DeviceClass, readonly string[]>>;
export type TestedClass = keyof typeof phasesOf;

/** Every driver, with the line it is on where the same one may be on several. */
export const driversOf = {
  'id-card-reader': ['sam-v serial', 'sam-v tcp', 'sam-v hid'],
  'code-scanner': ['honeywell', 'newland', 'zebra-ssi', 'datalogic', 'hid-pos'],
  'receipt-printer': ['esc-pos'],
  'document-printer': ['ipp'],
  'document-camera': ['window'],
  'pickup-locker': pickupLockerDrivers,
  dispenser: ['crt-591', 'k720'],
  door: ['modbus-relay'],
  'signature-pad': ['wacom-stu'],
  'power-relay': ['modbus-relay'],
} as const satisfies Record<TestedClass, readonly string[]>;

export interface FaultRow {
  deviceClass: TestedClass;
  driver: string;
  phase: string;
  fault: FaultName;
}

const classes = Object.keys(phasesOf) as TestedClass[];

export const faultRows: readonly FaultRow[] = classes.flatMap((deviceClass) =>
  driversOf[deviceClass].flatMap((driver) =>
    phasesOf[deviceClass].flatMap((phase) => faults.map((fault) => ({ deviceClass, driver, phase, fault }))),
  ),
);

/** Rows that cannot happen to a device; what is left out holds for all. */
interface Exclusion {
  deviceClass: TestedClass;
  drivers?: readonly string[];
  phases?: readonly string[];
  faults: readonly FaultName[];
  reason: string;
}

const noPaper = 'gives out nothing that could run out';
const noCover = 'has no cover it reports; an opened case is seen as the fault it causes';
const nothingMoves = 'nothing moves inside';

export const exclusions: readonly Exclusion[] = [
  { deviceClass: 'id-card-reader', faults: ['jam'], reason: 'the card is laid on it; nothing moves inside' },
  { deviceClass: 'id-card-reader', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'id-card-reader', faults: ['no_paper'], reason: noPaper },
  {
    deviceClass: 'id-card-reader',
    drivers: ['sam-v tcp'],
    phases: ['idle'],
    faults: ['busy'],
    reason: 'a TCP port is not held; a serial server that refuses a second connection is seen as disconnect',
  },
  { deviceClass: 'code-scanner', faults: ['jam'], reason: nothingMoves },
  { deviceClass: 'code-scanner', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'code-scanner', faults: ['no_paper'], reason: noPaper },
  { deviceClass: 'pickup-locker', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'pickup-locker', faults: ['no_paper'], reason: noPaper },
  {
    deviceClass: 'pickup-locker',
    phases: ['idle', 'confirming'],
    faults: ['jam'],
    reason:
      'a lock can stick only from the command to its moving; before there is nothing to see, after it is open',
  },
  { deviceClass: 'dispenser', faults: ['cover_open'], reason: noCover },
  {
    deviceClass: 'dispenser',
    phases: ['idle', 'at_gate'],
    faults: ['jam'],
    reason: 'nothing moves in it then',
  },
  { deviceClass: 'door', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'door', faults: ['no_paper'], reason: noPaper },
  {
    deviceClass: 'door',
    phases: ['idle'],
    faults: ['jam'],
    reason: 'a relay shows that it is stuck only when it is switched',
  },
  { deviceClass: 'power-relay', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'power-relay', faults: ['no_paper'], reason: noPaper },
  {
    deviceClass: 'power-relay',
    phases: ['idle'],
    faults: ['jam'],
    reason: 'a relay shows that it is stuck only when it is switched',
  },
  { deviceClass: 'signature-pad', faults: ['cover_open'], reason: noCover },
  { deviceClass: 'signature-pad', faults: ['no_paper'], reason: noPaper },
  {
    deviceClass: 'signature-pad',
    phases: ['idle', 'writing'],
    faults: ['jam'],
    reason: 'a screen that does not clear shows only when it is cleared',
  },
  {
    deviceClass: 'signature-pad',
    faults: ['late_answer'],
    reason: 'the USB stack answers a feature report in time or says that it failed: as no_answer',
  },
  {
    deviceClass: 'document-camera',
    faults: ['power_off'],
    reason: 'powered by its plug: the same as disconnect',
  },
  { deviceClass: 'document-camera', faults: ['jam'], reason: nothingMoves },
  {
    deviceClass: 'document-camera',
    faults: ['cover_open'],
    reason: 'has no cover; a covered lens is a dark picture',
  },
  { deviceClass: 'document-camera', faults: ['no_paper'], reason: 'an empty desk is a picture too' },
  {
    deviceClass: 'document-camera',
    faults: ['no_answer', 'late_answer'],
    reason:
      'the file camera of the browser always has its next frame; the deadline for one is in the capture itself',
  },
  {
    deviceClass: 'document-camera',
    faults: ['wrong_answer'],
    reason: 'any bytes of a frame are a picture; what it shows is judged by the pre-check',
  },
  {
    deviceClass: 'document-camera',
    faults: ['busy'],
    reason: 'the file camera of the browser can be opened by everybody',
  },
  {
    deviceClass: 'document-camera',
    faults: ['host_crash', 'host_hang'],
    reason: 'lives in the window and has no host',
  },
];

/** Why this row cannot happen, or null where it must have a test. */
export function reasonAgainst(row: FaultRow): string | null {
  return exclusions.find((exclusion) => covers(exclusion, row))?.reason ?? null;
}

export function covers(exclusion: Exclusion, row: FaultRow): boolean {
  const { deviceClass, drivers, phases, faults: excluded } = exclusion;
  return (
    deviceClass === row.deviceClass &&
    excluded.includes(row.fault) &&
    (drivers?.includes(row.driver) ?? true) &&
    (phases?.includes(row.phase) ?? true)
  );
}
