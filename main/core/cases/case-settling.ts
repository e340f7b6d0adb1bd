import { unreachable } from '../../../contract/result.ts';
import type { CaseEffect } from './case-event.ts';
import type { CaseBody, CaseState, Deliverable, SuspensionCause } from './case-state.ts';
import {
  concedePayment,
  holdsDelivery,
  isMoneySettled,
  isOwed,
  isReturning,
  paymentAllows,
  withRefundDue,
} from './payment-settling.ts';

/**
 * Which state the facts of a case amount to. What can no longer be handed out becomes a task here,
 * and contents nobody needs any more are erased.
 */
export function settle(
  facts: CaseBody,
  suspendedBy: SuspensionCause | null,
  effects: CaseEffect[],
): { state: CaseState; effects: CaseEffect[] } {
  const body = bodyOf(facts);
  switch (body.acceptance.state) {
    case 'undecided':
      return { state: { ...body, name: 'submission_intended' }, effects };
    case 'refused':
      return settleRefused(body, effects);
    case 'waiting':
    case 'accepted':
      return settleDelivery(body, suspendedBy, effects);
    default:
      return unreachable(body.acceptance);
  }
}

/** May this be handed out now, by where the resident is and what the city said? */
export function mayHandOut(body: CaseBody, deliverable: Deliverable): boolean {
  if (deliverable.state !== 'pending') return false;
  if (body.acceptance.state === 'waiting' && deliverable.kind !== 'receipt') return false;
  if (body.acceptance.state === 'accepted' && !paymentAllows(body.payment, deliverable.kind)) return false;
  switch (body.resident) {
    case 'present':
      return true;
    case 'interrupted':
      return deliverable.kind !== 'parcel';
    case 'gone':
      return false;
    default:
      return unreachable(body.resident);
  }
}

function settleRefused(facts: CaseBody, effects: CaseEffect[]): { state: CaseState; effects: CaseEffect[] } {
  const body: CaseBody = {
    ...facts,
    deliverables: facts.deliverables.map((deliverable) =>
      deliverable.state === 'pending' || deliverable.state === 'suspended'
        ? { ...deliverable, state: 'failed' }
        : deliverable,
    ),
  };
  effects.push({ type: 'erase', payload: 'slip' });
  if (body.resident !== 'gone' || isUnderWay(body)) {
    return { state: { ...body, name: 'submission_refused' }, effects };
  }
  effects.push({ type: 'erase', payload: 'refusal' });
  return { state: { ...body, name: 'case_closed' }, effects };
}

function settleDelivery(
  facts: CaseBody,
  suspendedBy: SuspensionCause | null,
  effects: CaseEffect[],
): { state: CaseState; effects: CaseEffect[] } {
  if (suspendedBy !== null) {
    return { state: { ...facts, name: 'delivery_suspended', cause: suspendedBy }, effects };
  }
  if (isUnderWay(facts)) return { state: { ...facts, name: 'delivery_started' }, effects };
  const offered = facts.acceptance.state === 'accepted' ? concedePayment(facts) : facts;
  if (facts.acceptance.state === 'accepted' && holdsDelivery(offered.payment)) {
    return { state: { ...offered, name: 'payment_started' }, effects };
  }
  const body = dropWhatCannotCome(offered, effects);
  if (isReturning(body.payment)) return { state: { ...body, name: 'refund_started' }, effects };
  if (body.deliverables.some((deliverable) => mayHandOut(body, deliverable))) {
    return { state: { ...body, name: 'delivery_started' }, effects };
  }
  effects.push({ type: 'erase', payload: 'slip' }, { type: 'erase', payload: 'certificate' });
  const over =
    body.acceptance.state === 'accepted' &&
    body.resident === 'gone' &&
    body.errands.length === 0 &&
    isMoneySettled(body.payment);
  return { state: { ...body, name: over ? 'case_closed' : 'delivery_finished' }, effects };
}

/** Of an accepted case: what is neither out nor may come out is somebody's task. */
function dropWhatCannotCome(body: CaseBody, effects: CaseEffect[]): CaseBody {
  if (body.acceptance.state !== 'accepted') return body;
  const drop = (from: CaseBody, isMeant: (deliverable: Deliverable) => boolean): CaseBody => ({
    ...from,
    deliverables: from.deliverables.map((deliverable) => {
      const { kind, state, intentId } = deliverable;
      if (state !== 'pending' || !isMeant(deliverable) || mayHandOut(from, deliverable)) return deliverable;
      if (isOwed(from.payment, kind)) effects.push({ type: 'open_task', kind: `missing_${kind}`, intentId });
      return { ...deliverable, state: 'failed' };
    }),
  });
  // What was paid for decides about the money, and the money about what the receipt can say.
  const left = withRefundDue(drop(body, ({ kind }) => kind !== 'receipt'));
  return isReturning(left.payment) ? left : drop(left, ({ kind }) => kind === 'receipt');
}

function isUnderWay(body: CaseBody): boolean {
  return body.deliverables.some((deliverable) => deliverable.state === 'in_progress');
}

function bodyOf(facts: CaseBody): CaseBody {
  const { itemName, network, submitIntentId, acceptance, deliverables, resident, rating, errands } = facts;
  const { payment } = facts;
  return { itemName, network, submitIntentId, acceptance, deliverables, resident, rating, errands, payment };
}
