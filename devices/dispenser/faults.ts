import type { Fault } from '../../contract/device-common.ts';
import { type DispenserFaultCode, faultTexts } from './fault-texts.ts';

/** A fault of this class; who acts next follows from its code. */
export function fault(code: DispenserFaultCode, vendorCode: string | null = null): Fault {
  return { code, nextAct: faultTexts[code].nextAct, vendorCode };
}

/** Error codes e1e0 of the CRT-591 family (protocol notes 6.1). */
const crtFaultCodes: Readonly<Record<string, DispenserFaultCode>> = {
  '00': 'command_refused',
  '01': 'command_refused',
  '02': 'command_refused',
  '03': 'not_supported',
  '04': 'command_refused',
  '05': 'card_contact_bad',
  '10': 'jam',
  '12': 'sensor_fault',
  '13': 'item_too_long',
  '14': 'item_too_short',
  '40': 'capture_disabled',
  '41': 'magnetic_fault',
  '43': 'move_not_allowed',
  '45': 'moved_by_hand',
  '50': 'counter_overflow',
  '51': 'motor_fault',
  '60': 'chip_power_short',
  '61': 'chip_not_activated',
  '62': 'chip_fault',
  '65': 'chip_fault',
  '66': 'chip_fault',
  '67': 'chip_fault',
  '68': 'chip_fault',
  '69': 'chip_fault',
  A0: 'hopper_empty',
  A1: 'bin_full',
  B0: 'not_initialised',
};

/** A code that is not listed is kept and named `unknown_code`. */
export function faultOfCrtCode(e1: number, e0: number): Fault {
  const text = String.fromCharCode(e1, e0);
  const vendorCode = /^[\x21-\x7e]{2}$/.test(text)
    ? text
    : [e1, e0].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return fault(crtFaultCodes[text.toUpperCase()] ?? 'unknown_code', vendorCode);
}

export const crtCodes: readonly string[] = Object.keys(crtFaultCodes);

/** Faults that stay until the unit could be brought into order again. */
const lasting: ReadonlySet<string> = new Set<DispenserFaultCode>([
  'jam',
  'sensor_fault',
  'item_too_long',
  'item_too_short',
  'motor_fault',
  'dispense_failed',
  'not_initialised',
  'unknown_code',
]);

export function isLasting({ code }: Fault): boolean {
  return lasting.has(code);
}
