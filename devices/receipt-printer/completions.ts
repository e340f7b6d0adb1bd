import type { Completion, Fault } from '../../contract/device-common.ts';

/** Nobody waits any more. */
export const cancelled: Fault = { code: 'cancelled', nextAct: 'none', vendorCode: null };

/** The unit answers and never confirmed what it was sent. */
export const noConfirmation: Fault = { code: 'no_confirmation', nextAct: 'technician', vendorCode: null };

export function refused(fault: Fault | null): Completion {
  return { effect: 'none', fault, evidence: {} };
}

export function done(evidence: Completion['evidence']): Completion {
  return { effect: 'done', fault: null, evidence };
}

export function unknown(fault: Fault | null, evidence: Completion['evidence']): Completion {
  return { effect: 'unknown', fault, evidence };
}
