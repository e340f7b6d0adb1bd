import type { OrderNumber, PaymentOrder, Refund } from '../../../contract/payment.ts';
import type { CaseId, ItemCode } from '../../../contract/words.ts';

export interface ChargeRequest {
  orderNumber: OrderNumber;
  caseId: CaseId;
  itemCode: ItemCode;
  amountFen: number;
}

export interface RefundRequest {
  orderNumber: OrderNumber;
  refundNumber: OrderNumber;
  amountFen: number;
}

/** Why there is no usable answer. `detail` is a short technical word, never personal data. */
export type PaymentSilence =
  /** The request certainly did not arrive. */
  | { kind: 'not_sent'; detail: string }
  /** No answer in time; the request may have been carried out, or may be later. */
  | { kind: 'unheard'; detail: string }
  /** One of the errors the city declares: it did nothing. */
  | { kind: 'refused'; detail: string }
  /** Something answered, but not in the words of the contract. `answer` is cleaned of all that may be personal. */
  | { kind: 'nonsense'; detail: string; answer: string };

export type OrderAnswer = { kind: 'order'; order: PaymentOrder } | { kind: 'unknown_order' } | PaymentSilence;
export type RefundAnswer = { kind: 'refund'; refund: Refund } | PaymentSilence;

/** Money as a city takes and returns it. Every call may be repeated under its numbers; a repeat does nothing twice. */
export interface PaymentPort {
  /** `code` is worth money to whoever has it: it goes nowhere but here. */
  chargeByCode(request: ChargeRequest, code: string, signal: AbortSignal): Promise<OrderAnswer>;
  makeOrder(request: ChargeRequest, signal: AbortSignal): Promise<OrderAnswer>;
  query(orderNumber: OrderNumber, signal: AbortSignal): Promise<OrderAnswer>;
  /** Afterwards the order can never take money, even if it arrives only then. */
  reverse(request: ChargeRequest, signal: AbortSignal): Promise<OrderAnswer>;
  refund(request: RefundRequest, signal: AbortSignal): Promise<RefundAnswer>;
}
