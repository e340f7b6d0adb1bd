import type { Completion, Fault } from '../../contract/device-common.ts';

type Evidence = Completion['evidence'];

export function done(evidence: Evidence = {}): Completion {
  return { effect: 'done', fault: null, evidence };
}

export function none(fault: Fault, evidence: Evidence = {}): Completion {
  return { effect: 'none', fault, evidence };
}

export function unknown(fault: Fault | null, evidence: Evidence = {}): Completion {
  return { effect: 'unknown', fault, evidence };
}
