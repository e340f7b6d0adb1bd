import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CityLedgerEntry } from '../../../contract/city.ts';
import { type OrderNumber, orderNumberSchema, type PaymentOrder } from '../../../contract/payment.ts';
import type { ChargeRequest, OrderAnswer, PaymentPort } from './payment-port.ts';

export interface PaymentFiles {
  directory: string;
  ledger(): CityLedgerEntry[];
  write(entry: CityLedgerEntry): void;
  soon(): Promise<void>;
}

/** Payment whose memory are the files of the killed program's world: its ledger, and the orders it closed. */
export function filePayment({ directory, ledger, write, soon }: PaymentFiles): PaymentPort {
  const closedFile = join(directory, 'closed-orders');
  const isClosed = (orderNumber: OrderNumber) =>
    existsSync(closedFile) && readFileSync(closedFile, 'utf8').includes(orderNumber);
  const momentOf = (type: 'payment_taken' | 'payment_returned', orderNumber: OrderNumber) =>
    ledger().find((entry) => entry.type === type && entry.orderNumber === orderNumber)?.at ?? null;

  function answer(orderNumber: OrderNumber, amountFen: number): OrderAnswer {
    const paidAt = momentOf('payment_taken', orderNumber);
    const returnedAt = momentOf('payment_returned', orderNumber);
    if (paidAt === null && !isClosed(orderNumber)) return { kind: 'unknown_order' };
    const status: PaymentOrder['status'] = returnedAt ? 'returned' : paidAt ? 'paid' : 'closed';
    const order = { orderNumber, amountFen, status, failure: null, qrText: null, paidAt, returnedAt };
    return { kind: 'order', order };
  }

  function take({ orderNumber, caseId, amountFen }: ChargeRequest): void {
    if (momentOf('payment_taken', orderNumber) || isClosed(orderNumber)) return;
    const at = new Date().toISOString();
    write({ type: 'payment_taken', at, orderNumber, caseId, amountFen, way: 'code' });
  }

  function giveBack(orderNumber: OrderNumber, by: 'reversal' | 'refund'): void {
    const taken = ledger().find(
      (entry) => entry.type === 'payment_taken' && entry.orderNumber === orderNumber,
    );
    if (taken?.type !== 'payment_taken' || momentOf('payment_returned', orderNumber)) return;
    const { caseId, amountFen } = taken;
    const at = new Date().toISOString();
    write({ type: 'payment_returned', at, orderNumber, caseId, amountFen, by });
  }

  return {
    async chargeByCode(request) {
      await soon();
      take(request);
      await soon();
      return answer(request.orderNumber, request.amountFen);
    },
    async makeOrder(request) {
      return answer(request.orderNumber, request.amountFen);
    },
    async query(orderNumber) {
      await soon();
      const taken = ledger().find(
        (entry) => entry.type === 'payment_taken' && entry.orderNumber === orderNumber,
      );
      return answer(orderNumber, taken?.type === 'payment_taken' ? taken.amountFen : 1000);
    },
    async reverse(request) {
      await soon();
      appendFileSync(closedFile, `${request.orderNumber}\n`);
      giveBack(request.orderNumber, 'reversal');
      await soon();
      return answer(request.orderNumber, request.amountFen);
    },
    async refund({ orderNumber, refundNumber, amountFen }) {
      await soon();
      giveBack(orderNumber, 'refund');
      await soon();
      const returnedAt = momentOf('payment_returned', orderNumber);
      if (!returnedAt) return { kind: 'unheard', detail: 'nothing_returned' };
      return {
        kind: 'refund',
        refund: {
          ...{ orderNumber, amountFen, status: 'returned', returnedAt },
          refundNumber: orderNumberSchema.parse(refundNumber),
        },
      };
    },
  };
}
