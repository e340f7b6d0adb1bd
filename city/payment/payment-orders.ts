import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import {
  type OrderNumber,
  type PaymentOrder,
  type PaymentWay,
  paymentOrderSchema,
  paymentWaySchema,
  type ReconciliationLine,
} from '../../contract/payment.ts';
import { type CaseId, caseIdSchema } from '../../contract/words.ts';
import type { CityDatabase } from '../database.ts';

const rowSchema = z.object({
  order_number: paymentOrderSchema.shape.orderNumber,
  case_id: caseIdSchema,
  terminal_id: z.string(),
  amount_fen: z.number().int(),
  way: paymentWaySchema.nullable(),
  status: paymentOrderSchema.shape.status,
  failure: paymentOrderSchema.shape.failure,
  qr_text: z.string().nullable(),
  payer_person_id: z.string().nullable(),
  paid_at_ms: z.number().int().nullable(),
  returned_at_ms: z.number().int().nullable(),
  refund_number: paymentOrderSchema.shape.orderNumber.nullable(),
});

/** One order as the sandbox keeps it. `way` is null where a reversal came before the order itself. */
export interface StoredOrder {
  orderNumber: OrderNumber;
  caseId: CaseId;
  terminalId: string;
  amountFen: number;
  way: PaymentWay | null;
  status: PaymentOrder['status'];
  failure: PaymentOrder['failure'];
  qrText: string | null;
  payerPersonId: string | null;
  paidAtMs: number | null;
  returnedAtMs: number | null;
  refundNumber: OrderNumber | null;
}

/** The rows of all orders. Nothing in here decides anything. */
export interface PaymentOrders {
  find(orderNumber: OrderNumber): StoredOrder | null;
  findByQr(qrText: string): StoredOrder | null;
  findByRefund(refundNumber: OrderNumber): StoredOrder | null;
  newestWaitingFor(personId: string): StoredOrder | null;
  put(order: StoredOrder): void;
  linesBetween(terminalId: string, fromMs: number, untilMs: number): ReconciliationLine[];
}

export function createPaymentOrders(database: CityDatabase): PaymentOrders {
  const one = (where: string) => {
    const select = database.prepare<[string], unknown>(`SELECT * FROM payment_order WHERE ${where}`);
    return (key: string): StoredOrder | null => {
      const row = select.get(key);
      return row ? toOrder(row) : null;
    };
  };
  const upsert = database.prepare(
    `INSERT OR REPLACE INTO payment_order (order_number, case_id, terminal_id, amount_fen, way, status, failure,
       qr_text, payer_person_id, paid_at_ms, returned_at_ms, refund_number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const moved = database.prepare<[string, number, number, number, number], unknown>(
    `SELECT * FROM payment_order WHERE terminal_id = ?
       AND ((paid_at_ms >= ? AND paid_at_ms < ?) OR (returned_at_ms >= ? AND returned_at_ms < ?))
     ORDER BY paid_at_ms`,
  );
  return {
    find: one('order_number = ?'),
    findByQr: one('qr_text = ?'),
    findByRefund: one('refund_number = ?'),
    newestWaitingFor: one(`payer_person_id = ? AND status = 'awaiting_payer' ORDER BY rowid DESC LIMIT 1`),
    put: (order) => {
      upsert.run(
        ...[order.orderNumber, order.caseId, order.terminalId, order.amountFen, order.way, order.status],
        ...[order.failure, order.qrText, order.payerPersonId, order.paidAtMs, order.returnedAtMs],
        order.refundNumber,
      );
    },
    linesBetween: (terminalId, fromMs, untilMs) =>
      moved.all(terminalId, fromMs, untilMs, fromMs, untilMs).flatMap((row) => {
        const { orderNumber, caseId, amountFen, paidAtMs, returnedAtMs } = toOrder(row);
        const line = (kind: ReconciliationLine['kind'], atMs: number | null) =>
          atMs !== null && atMs >= fromMs && atMs < untilMs
            ? [{ kind, orderNumber, caseId, amountFen, at: new Date(atMs).toISOString() }]
            : [];
        return [...line('payment', paidAtMs), ...line('return', returnedAtMs)];
      }),
  };
}

/** As terminals see an order. */
export function describeOrder(order: StoredOrder): PaymentOrder {
  const { orderNumber, amountFen, status, failure, qrText, paidAtMs, returnedAtMs } = order;
  return {
    orderNumber,
    amountFen,
    status,
    failure,
    qrText: status === 'awaiting_payer' ? qrText : null,
    paidAt: instantOf(paidAtMs),
    returnedAt: instantOf(returnedAtMs),
  };
}

export function nowOf(clock: Clock): string {
  return new Date(clock.wallMs()).toISOString();
}

function instantOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function toOrder(row: unknown): StoredOrder {
  const kept = rowSchema.parse(row);
  return {
    orderNumber: kept.order_number,
    caseId: kept.case_id,
    terminalId: kept.terminal_id,
    amountFen: kept.amount_fen,
    way: kept.way,
    status: kept.status,
    failure: kept.failure,
    qrText: kept.qr_text,
    payerPersonId: kept.payer_person_id,
    paidAtMs: kept.paid_at_ms,
    returnedAtMs: kept.returned_at_ms,
    refundNumber: kept.refund_number,
  };
}
