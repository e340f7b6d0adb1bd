import type { ChargeProblem, PaymentWay } from '../../../contract/payment.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';

/** What happened to the money of a case. */
export type PaymentEvent =
  | { type: 'charge_intended'; intentId: IntentId; way: PaymentWay }
  | { type: 'charge_confirmed'; intentId: IntentId; evidence: Evidence }
  /** Nothing was taken, and nothing will be by this order. */
  | { type: 'charge_failed'; intentId: IntentId; evidence: Evidence; problem: ChargeProblem }
  /** The answer is not about what was asked, or cannot be understood. */
  | { type: 'charge_disputed'; intentId: IntentId; evidence: Evidence }
  /** The charge cannot be decided by asking; or nobody stands there to go on with it. */
  | { type: 'reversal_decided'; intentId: IntentId; problem: ChargeProblem }
  /** The resident takes the other way. */
  | { type: 'charge_stopped' }
  /** The time to pay is over. */
  | { type: 'charge_wait_over' }
  | { type: 'charge_reversed'; intentId: IntentId; evidence: Evidence; moneyReturned: boolean }
  | { type: 'payment_declined' }
  /** A reversal or refund is not confirmed in the time a resident can be asked to wait. */
  | { type: 'payment_overdue' }
  | { type: 'refund_intended'; intentId: IntentId }
  | { type: 'refund_confirmed'; intentId: IntentId; evidence: Evidence }
  | { type: 'refund_disputed'; intentId: IntentId; evidence: Evidence };

const types = {
  charge_intended: true,
  charge_confirmed: true,
  charge_failed: true,
  charge_disputed: true,
  reversal_decided: true,
  charge_stopped: true,
  charge_wait_over: true,
  charge_reversed: true,
  payment_declined: true,
  payment_overdue: true,
  refund_intended: true,
  refund_confirmed: true,
  refund_disputed: true,
} as const satisfies Record<PaymentEvent['type'], true>;

export function isPaymentEvent<Other extends { type: string }>(
  event: Other | PaymentEvent,
): event is PaymentEvent {
  return event.type in types;
}

/** The event as the journal keeps it: flat words and figures; evidence goes to the outcome. */
export function recordOfPayment(event: PaymentEvent): { type: string; data: Evidence } {
  switch (event.type) {
    case 'charge_intended':
      return { type: event.type, data: { intentId: event.intentId, way: event.way } };
    case 'charge_failed':
    case 'reversal_decided':
      return { type: event.type, data: { intentId: event.intentId, problem: event.problem } };
    case 'charge_reversed':
      return { type: event.type, data: { intentId: event.intentId, moneyReturned: event.moneyReturned } };
    case 'charge_confirmed':
    case 'charge_disputed':
    case 'refund_intended':
    case 'refund_confirmed':
    case 'refund_disputed':
      return { type: event.type, data: { intentId: event.intentId } };
    case 'charge_stopped':
    case 'charge_wait_over':
    case 'payment_declined':
    case 'payment_overdue':
      return { type: event.type, data: {} };
  }
}
