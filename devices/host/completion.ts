import type { Completion, Fault } from '../../contract/device-common.ts';

/** Certainly nothing happened. */
export function notDone(fault: Fault | null, evidence: Completion['evidence'] = {}): Completion {
  return { effect: 'none', fault, evidence };
}

export function done(evidence: Completion['evidence']): Completion {
  return { effect: 'done', fault: null, evidence };
}

/** It may have happened. */
export function notKnown(fault: Fault | null, evidence: Completion['evidence'] = {}): Completion {
  return { effect: 'unknown', fault, evidence };
}
