import type { ReceiptPrinterStatus } from '../../contract/device-classes.ts';
import type { Fault, StorageUnit } from '../../contract/device-common.ts';
import { unreachable } from '../../contract/result.ts';
import type { StatusPart } from './commands.ts';

/**
 * What the unit says, apart from what it means. DLE EOT and automatic status tell the same facts in
 * different bits (protocol notes 4.2, 4.3); `raw` keeps the bytes for a technician.
 */
export interface PrinterConditions {
  offline: boolean;
  coverOpen: boolean;
  paperEnd: boolean;
  paperNearEnd: boolean;
  errorOccurred: boolean;
  waitingForRecovery: boolean;
  mechanicalError: boolean;
  cutterError: boolean;
  unrecoverableError: boolean;
  autoRecoverableError: boolean;
  /** Reserved bits that were set, hexadecimal with their place; empty when there are none. */
  vendorBits: string;
  raw: Readonly<Record<string, string>>;
}

export const noConditions: PrinterConditions = {
  offline: false,
  coverOpen: false,
  paperEnd: false,
  paperNearEnd: false,
  errorOccurred: false,
  waitingForRecovery: false,
  mechanicalError: false,
  cutterError: false,
  unrecoverableError: false,
  autoRecoverableError: false,
  vendorBits: '',
  raw: {},
};

const bit = (byte: number, index: number) => ((byte >> index) & 1) === 1;
const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** One answer to DLE EOT; the parts not asked keep what they said before. */
export function withRealTimeStatus(
  before: PrinterConditions,
  part: StatusPart,
  byte: number,
): PrinterConditions {
  const raw = { ...before.raw, [`eot${part}`]: hex(byte) };
  switch (part) {
    case 1:
      return { ...before, raw, offline: bit(byte, 3), waitingForRecovery: bit(byte, 5) };
    case 2:
      return { ...before, raw, coverOpen: bit(byte, 2), errorOccurred: bit(byte, 6) };
    case 3:
      return {
        ...before,
        raw,
        mechanicalError: bit(byte, 2),
        cutterError: bit(byte, 3),
        unrecoverableError: bit(byte, 5),
        autoRecoverableError: bit(byte, 6),
      };
    case 4:
      return {
        ...before,
        raw,
        paperNearEnd: (byte & 0x0c) !== 0,
        paperEnd: (byte & 0x60) !== 0,
      };
    default:
      return unreachable(part);
  }
}

/** The four bytes of GS a tell everything at once. */
export function fromAutomaticStatus(
  before: PrinterConditions,
  [first, second, third, fourth]: readonly [number, number, number, number],
): PrinterConditions {
  const reserved = [
    third & 0x60 ? `3:${hex(third & 0x60)}` : '',
    fourth & 0x6f ? `4:${hex(fourth & 0x6f)}` : '',
  ];
  return {
    offline: bit(first, 3),
    coverOpen: bit(first, 5),
    waitingForRecovery: bit(second, 0),
    mechanicalError: bit(second, 2),
    cutterError: bit(second, 3),
    unrecoverableError: bit(second, 5),
    autoRecoverableError: bit(second, 6),
    errorOccurred: (second & 0x6c) !== 0,
    paperNearEnd: (third & 0x03) !== 0,
    paperEnd: (third & 0x0c) !== 0,
    vendorBits: reserved.filter((text) => text !== '').join(' '),
    raw: { ...before.raw, asb: [first, second, third, fourth].map(hex).join('') },
  };
}

/** Bytes of GS a as a unit in these conditions sends them. */
export function toAutomaticStatus(conditions: PrinterConditions): readonly [number, number, number, number] {
  const first = 0x10 | (conditions.offline ? 0x08 : 0) | (conditions.coverOpen ? 0x20 : 0);
  const second =
    (conditions.waitingForRecovery ? 0x01 : 0) |
    (conditions.mechanicalError ? 0x04 : 0) |
    (conditions.cutterError ? 0x08 : 0) |
    (conditions.unrecoverableError ? 0x20 : 0) |
    (conditions.autoRecoverableError ? 0x40 : 0);
  const third = (conditions.paperNearEnd ? 0x03 : 0) | (conditions.paperEnd ? 0x0c : 0);
  return [first, second, third, 0];
}

/** The byte a unit in these conditions answers to DLE EOT. */
export function toRealTimeStatus(conditions: PrinterConditions, part: StatusPart): number {
  switch (part) {
    case 1:
      return 0x12 | (conditions.offline ? 0x08 : 0) | (conditions.waitingForRecovery ? 0x20 : 0);
    case 2:
      return (
        0x12 |
        (conditions.coverOpen ? 0x04 : 0) |
        (conditions.paperEnd ? 0x20 : 0) |
        (conditions.errorOccurred ? 0x40 : 0)
      );
    case 3:
      return (
        0x12 |
        (conditions.mechanicalError ? 0x04 : 0) |
        (conditions.cutterError ? 0x08 : 0) |
        (conditions.unrecoverableError ? 0x20 : 0) |
        (conditions.autoRecoverableError ? 0x40 : 0)
      );
    case 4:
      return 0x12 | (conditions.paperNearEnd ? 0x0c : 0) | (conditions.paperEnd ? 0x60 : 0);
    default:
      return unreachable(part);
  }
}

type Rule = readonly [
  applies: (conditions: PrinterConditions) => boolean,
  code: string,
  nextAct: Fault['nextAct'],
];

/** The first that applies names the fault: what must be put right first stands first. */
const rules: readonly Rule[] = [
  [(c) => c.unrecoverableError, 'unrecoverable', 'vendor'],
  [(c) => c.cutterError, 'cutter_error', 'technician'],
  [(c) => c.mechanicalError, 'paper_jam', 'attendant'],
  [(c) => c.coverOpen, 'cover_open', 'attendant'],
  [(c) => c.paperEnd, 'paper_out', 'attendant'],
  [(c) => c.autoRecoverableError, 'head_hot', 'none'],
  [(c) => c.waitingForRecovery, 'recovery_pending', 'attendant'],
  [(c) => c.offline || c.errorOccurred, 'offline', 'technician'],
  [(c) => c.paperNearEnd, 'paper_low', 'attendant'],
  [(c) => c.vendorBits !== '', 'unknown_vendor_bits', 'none'],
];

const harmless: ReadonlySet<string> = new Set(['paper_low', 'unknown_vendor_bits']);
const broken: ReadonlySet<string> = new Set(['unrecoverable', 'cutter_error', 'paper_jam']);

export function faultOf(conditions: PrinterConditions): Fault | null {
  const rule = rules.find(([applies]) => applies(conditions));
  if (!rule) return null;
  const [, code, nextAct] = rule;
  return { code, nextAct, vendorCode: vendorCode(conditions) };
}

/** A fault that keeps the unit from printing; low paper does not. */
export function blockingFault(conditions: PrinterConditions): Fault | null {
  const fault = faultOf(conditions);
  return fault && !harmless.has(fault.code) ? fault : null;
}

/** Stopped at a failed line; goes on after DLE ENQ 1 once the cause is gone. */
export function isStoppedByError(conditions: PrinterConditions): boolean {
  return conditions.mechanicalError || conditions.cutterError;
}

export function reduceStatus(conditions: PrinterConditions, roll: RollSize): ReceiptPrinterStatus {
  const fault = faultOf(conditions);
  const paper = paperOf(conditions);
  return {
    state: stateOf(fault),
    fault,
    paper,
    coverOpen: conditions.coverOpen,
    storage: [rollOf(conditions.paperEnd ? 'out' : conditions.paperNearEnd ? 'low' : 'full', roll)],
  };
}

/** Papers that a full roll gives, and how few of them are few. */
export type RollSize = Pick<StorageUnit, 'capacity' | 'threshold'>;

/** The roll by its sensors; how many papers are left on it no printer tells. */
export function rollOf(sensor: 'full' | 'low' | 'out' | 'unknown', size: RollSize): StorageUnit {
  const levels = { full: 'ok', low: 'low', out: 'empty', unknown: 'unknown' } as const;
  return { unitId: 'roll', kind: 'paper_roll', ...size, count: null, level: levels[sensor] };
}

/** Paper and cover are conditions of a unit that is online, as XFS4IoT has it: media and cover are states of their own. */
function stateOf(fault: Fault | null): ReceiptPrinterStatus['state'] {
  if (fault && broken.has(fault.code)) return 'hardware_error';
  return fault?.code === 'offline' ? 'offline' : 'online';
}

function paperOf(conditions: PrinterConditions): ReceiptPrinterStatus['paper'] {
  if (conditions.mechanicalError) return 'jammed';
  if (conditions.paperEnd) return 'out';
  return conditions.paperNearEnd ? 'low' : 'full';
}

function vendorCode({ raw, vendorBits }: PrinterConditions): string {
  const told = Object.entries(raw).map(([place, bytes]) => `${place}=${bytes}`);
  return [...told, ...(vendorBits === '' ? [] : [`reserved ${vendorBits}`])].join(' ');
}
