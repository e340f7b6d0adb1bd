import { unreachable } from '../../../contract/result.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import type { CaseEffect, TaskKind } from './case-event.ts';
import { settle } from './case-settling.ts';
import type { CaseBody, CaseState } from './case-state.ts';
import { orderNumberOf } from './order-number.ts';
import type { PaymentEvent } from './payment-event.ts';
import { printsPaymentSlip } from './payment-settling.ts';
import type { PaymentState } from './payment-state.ts';

type LiveState = Exclude<CaseState, { name: 'case_closed' }>;
type Transition = ReturnType<typeof settle>;

/** How long a payer has: to hold up a code and enter a password, or to scan the screen. */
export const chargeWaitMs = { code: 60_000, qr: 120_000 } as const;
/** How long a resident is asked to wait until money is certainly back or certainly not taken. */
const undoingWaitMs = 30_000;

/** What an event does to the money of a case; null if it does not belong here. */
export function transitionPayment(state: LiveState, event: PaymentEvent): Transition | null {
  const { payment } = state;
  if (!payment || state.acceptance.state !== 'accepted') return null;
  switch (event.type) {
    case 'charge_intended':
      return intendCharge(state, payment, event);
    case 'charge_confirmed':
      if (payment.stage !== 'charging' || payment.chargeIntentId !== event.intentId) return null;
      return end(state, { ...payment, stage: 'paid' }, event, 'confirmed');
    case 'charge_failed':
      if (payment.stage !== 'charging' || payment.chargeIntentId !== event.intentId) return null;
      return end(state, { ...payment, stage: 'due', problem: event.problem }, event, 'failed');
    case 'charge_disputed':
      if (!isOpenCharge(payment) || payment.chargeIntentId !== event.intentId) return null;
      return dispute(state, payment, event, 'unclear_payment');
    case 'reversal_decided':
      if (payment.chargeIntentId !== event.intentId) return null;
      return reverse(state, { ...payment, problem: event.problem });
    case 'charge_stopped':
      return reverse(state, { ...payment, problem: null });
    case 'charge_wait_over':
      return reverse(state, { ...payment, problem: 'timed_out' });
    case 'charge_reversed': {
      if (payment.stage !== 'reversing' || payment.chargeIntentId !== event.intentId) return null;
      const problem = event.moneyReturned ? 'money_returned' : payment.problem;
      const stage = payment.overdue ? 'unpaid' : 'due';
      return end(state, { ...payment, stage, problem, overdue: false }, event, 'failed');
    }
    case 'payment_declined':
      return decline(state, payment);
    case 'payment_overdue':
      return overrun(state, payment);
    case 'refund_intended':
      return intendRefund(state, payment, event.intentId);
    case 'refund_confirmed':
      if (payment.stage !== 'refunding' || payment.refundIntentId !== event.intentId) return null;
      return end(state, { ...payment, stage: 'returned', overdue: false }, event, 'confirmed');
    case 'refund_disputed':
      if (payment.stage !== 'refunding' || payment.refundIntentId !== event.intentId) return null;
      return dispute(state, payment, event, 'unclear_refund');
    default:
      return unreachable(event);
  }
}

/** The resident is gone: a charge that is not decided is undone. */
export function leavePayment(body: CaseBody, effects: CaseEffect[]): CaseBody {
  const { payment } = body;
  if (payment?.stage !== 'charging') return body;
  effects.push(...undoing);
  return { ...body, payment: { ...payment, stage: 'reversing', declined: true } };
}

const undoing: readonly CaseEffect[] = [
  { type: 'clear_deadline', name: 'charge_wait' },
  { type: 'set_deadline', name: 'payment_wait', afterMs: undoingWaitMs },
];

function intendCharge(
  state: LiveState,
  payment: PaymentState,
  { intentId, way }: Extract<PaymentEvent, { type: 'charge_intended' }>,
): Transition | null {
  if (state.name !== 'payment_started' || payment.stage !== 'due' || state.resident !== 'present')
    return null;
  const { amountFen } = payment;
  const evidenceBefore = { way, amountFen, orderNumber: orderNumberOf(intentId) };
  const charging: PaymentState = {
    ...payment,
    stage: 'charging',
    way,
    chargeIntentId: intentId,
    problem: null,
  };
  return settle({ ...state, payment: charging }, null, [
    { type: 'intend', intentId, kind: 'charge', evidenceBefore },
    { type: 'set_deadline', name: 'charge_wait', afterMs: chargeWaitMs[way] },
  ]);
}

function intendRefund(state: LiveState, payment: PaymentState, intentId: IntentId): Transition | null {
  const { amountFen, chargeIntentId } = payment;
  if (payment.stage !== 'refund_due' || chargeIntentId === null) return null;
  const evidenceBefore = {
    amountFen,
    orderNumber: orderNumberOf(chargeIntentId),
    refundNumber: orderNumberOf(intentId),
  };
  return settle({ ...state, payment: { ...payment, stage: 'refunding', refundIntentId: intentId } }, null, [
    { type: 'intend', intentId, kind: 'refund', evidenceBefore },
    { type: 'set_deadline', name: 'payment_wait', afterMs: undoingWaitMs },
  ]);
}

function reverse(state: LiveState, payment: PaymentState): Transition | null {
  if (payment.stage !== 'charging') return null;
  return settle({ ...state, payment: { ...payment, stage: 'reversing' } }, null, [...undoing]);
}

function decline(state: LiveState, payment: PaymentState): Transition | null {
  if (state.name !== 'payment_started' || payment.declined) return null;
  const declined: PaymentState = { ...payment, declined: true, problem: null };
  return payment.stage === 'charging'
    ? reverse(state, declined)
    : settle({ ...state, payment: declined }, null, []);
}

function overrun(state: LiveState, payment: PaymentState): Transition | null {
  if ((payment.stage !== 'reversing' && payment.stage !== 'refunding') || payment.overdue) return null;
  const intentId = payment.stage === 'refunding' ? payment.refundIntentId : payment.chargeIntentId;
  return settle(withSlip({ ...state, payment: { ...payment, overdue: true } }, payment), null, [
    { type: 'clear_deadline', name: 'payment_wait' },
    { type: 'open_task', kind: 'undone_payment', intentId },
  ]);
}

function dispute(
  state: LiveState,
  payment: PaymentState,
  { intentId, evidence }: { intentId: IntentId; evidence: Evidence },
  task: TaskKind,
): Transition {
  const unclear: PaymentState = { ...payment, stage: 'unclear', overdue: false };
  return settle(withSlip({ ...state, payment: unclear }, payment), null, [
    { type: 'conclude', intentId, outcome: 'unknown', evidence },
    { type: 'open_task', kind: task, intentId },
    { type: 'clear_deadline', name: 'charge_wait' },
    { type: 'clear_deadline', name: 'payment_wait' },
  ]);
}

function end(
  state: LiveState,
  payment: PaymentState,
  { intentId, evidence }: { intentId: IntentId; evidence: Evidence },
  outcome: 'confirmed' | 'failed',
): Transition {
  return settle({ ...state, payment }, null, [
    { type: 'conclude', intentId, outcome, evidence },
    { type: 'clear_deadline', name: 'charge_wait' },
    { type: 'clear_deadline', name: 'payment_wait' },
  ]);
}

function isOpenCharge({ stage }: PaymentState): boolean {
  return stage === 'charging' || stage === 'reversing';
}

/** Who does not know where the money is gets it on paper how to claim it, also of an item without a receipt. */
function withSlip(body: CaseBody, before: PaymentState): CaseBody {
  const isThere = body.resident === 'present' || body.resident === 'leaving';
  // Told once: a claim slip that says so is out or on its way.
  if (!isThere || printsPaymentSlip(before) || body.deliverables.some(({ kind }) => kind === 'receipt'))
    return body;
  return {
    ...body,
    deliverables: [...body.deliverables, { kind: 'receipt', state: 'pending', intentId: null, by: null }],
  };
}
