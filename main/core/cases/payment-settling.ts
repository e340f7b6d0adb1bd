import type { DeliverableKind } from '../../../contract/catalog.ts';
import type { CaseBody } from './case-state.ts';
import type { PaymentState } from './payment-state.ts';

/** Nobody stands there to pay, or does not want to: nothing was taken. */
export function concedePayment(body: CaseBody): CaseBody {
  const { payment } = body;
  if (payment?.stage !== 'due' || (!payment.declined && body.resident === 'present')) return body;
  return { ...body, payment: { ...payment, stage: 'unpaid' } };
}

/** The money is not decided, so nothing is handed out. */
export function holdsDelivery(payment: PaymentState | null): boolean {
  if (payment === null) return false;
  return (
    payment.stage === 'due' ||
    payment.stage === 'charging' ||
    (payment.stage === 'reversing' && !payment.overdue)
  );
}

/** The money is on its way back and the resident waits for it. */
export function isReturning(payment: PaymentState | null): boolean {
  return payment?.stage === 'refund_due' || (payment?.stage === 'refunding' && !payment.overdue);
}

/** Money was taken and nothing of what it was taken for came out, or may still come out. */
export function owesRefund(body: CaseBody): boolean {
  if (body.payment?.stage !== 'paid') return false;
  return body.deliverables.every(({ kind, state }) => kind === 'receipt' || state === 'failed');
}

export function withRefundDue(body: CaseBody): CaseBody {
  const { payment } = body;
  return payment && owesRefund(body) ? { ...body, payment: { ...payment, stage: 'refund_due' } } : body;
}

/** Nothing more happens to the money by itself. */
export function isMoneySettled(payment: PaymentState | null): boolean {
  if (payment === null) return true;
  return ['unpaid', 'paid', 'returned', 'unclear'].includes(payment.stage);
}

/** May this come out, by how the money stands? Where the money is not kept, the receipt says so. */
export function paymentAllows(payment: PaymentState | null, kind: DeliverableKind): boolean {
  if (payment === null || payment.stage === 'paid') return true;
  return kind === 'receipt' && printsPaymentSlip(payment);
}

/** Instead of the receipt of an item comes a slip about its money: on its way back, back, or not known. */
export function printsPaymentSlip(payment: PaymentState | null): boolean {
  if (payment === null) return false;
  return payment.stage === 'returned' || payment.stage === 'unclear' || payment.overdue;
}

/** Does a person have to look after what did not come out? Not where its money goes back or was never taken. */
export function isOwed(payment: PaymentState | null, kind: DeliverableKind): boolean {
  if (payment === null || payment.stage === 'due') return true;
  return payment.stage === 'paid' && kind === 'receipt';
}
