import type { Clock, RandomSource } from '../../contract/clock.ts';
import type {
  OrderNumber,
  PaymentOrder,
  PaymentWay,
  ReconciliationFile,
  Refund,
} from '../../contract/payment.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { CaseId, TerminalId } from '../../contract/words.ts';
import type { CityDatabase } from '../database.ts';
import type { CityLedger } from '../ledger.ts';
import { createPaymentCodes, type PaymentCodeManner } from './payment-codes.ts';
import { createPaymentOrders, describeOrder, nowOf, type StoredOrder } from './payment-orders.ts';

export interface OrderRequest {
  orderNumber: OrderNumber;
  caseId: CaseId;
  terminalId: TerminalId;
  amountFen: number;
}

type OrderFailure = 'case_unknown' | 'conflict';
type RefundFailure = 'order_unknown' | 'refused';

/** The payment sandbox. Every act and its line in the ledger are one transaction. */
export interface Payments {
  chargeByCode(request: OrderRequest, code: string): Result<PaymentOrder, OrderFailure>;
  makeOrder(request: OrderRequest): Result<PaymentOrder, OrderFailure>;
  query(orderNumber: OrderNumber): PaymentOrder | null;
  reverse(request: OrderRequest): Result<PaymentOrder, 'conflict'>;
  refund(request: {
    orderNumber: OrderNumber;
    refundNumber: OrderNumber;
    amountFen: number;
  }): Result<Refund, RefundFailure>;
  readDay(terminalId: TerminalId, day: string): ReconciliationFile;
  showCode(personId: string, manner: PaymentCodeManner): string;
  scanQr(personId: string, text: string): 'paid' | 'not_valid';
  /** False if no payment waits for this person's password. */
  answerPasswordQuestion(personId: string, agree: boolean): boolean;
}

const dayMs = 86_400_000;

export function createPayments(options: {
  database: CityDatabase;
  ledger: CityLedger;
  clock: Clock;
  random: RandomSource;
  isAccepted: (caseId: CaseId) => boolean;
}): Payments {
  const { database, ledger, clock, random, isAccepted } = options;
  const orders = createPaymentOrders(database);
  const codes = createPaymentCodes(database, { clock, random });

  function notify(
    { payerPersonId, amountFen }: StoredOrder,
    saw: 'password_asked' | 'paid' | 'not_paid' | 'returned',
  ): void {
    if (payerPersonId === null) return;
    ledger.append({ type: 'phone_notified', at: nowOf(clock), personId: payerPersonId, saw, amountFen });
  }

  function take(order: StoredOrder): StoredOrder {
    const paid: StoredOrder = { ...order, status: 'paid', paidAtMs: clock.wallMs() };
    const { orderNumber, caseId, amountFen } = order;
    orders.put(paid);
    const way = order.way ?? 'code';
    ledger.append({ type: 'payment_taken', at: nowOf(clock), orderNumber, caseId, amountFen, way });
    notify(paid, 'paid');
    return paid;
  }

  function giveBack(
    order: StoredOrder,
    by: 'reversal' | 'refund',
    refundNumber: OrderNumber | null,
  ): StoredOrder {
    const returned: StoredOrder = {
      ...order,
      status: 'returned',
      returnedAtMs: clock.wallMs(),
      refundNumber,
    };
    const { orderNumber, caseId, amountFen } = order;
    orders.put(returned);
    ledger.append({ type: 'payment_returned', at: nowOf(clock), orderNumber, caseId, amountFen, by });
    notify(returned, 'returned');
    return returned;
  }

  function newOrder({ orderNumber, caseId, terminalId, amountFen }: OrderRequest): StoredOrder {
    return {
      ...{ orderNumber, caseId, terminalId, amountFen, way: null, status: 'awaiting_payer', failure: null },
      ...{ qrText: null, payerPersonId: null, paidAtMs: null, returnedAtMs: null, refundNumber: null },
    };
  }

  /** What stands already under this number: an answer to a repeat, or a conflict with other content. */
  function repeated(request: OrderRequest, way: PaymentWay): Result<PaymentOrder, OrderFailure> | null {
    const earlier = orders.find(request.orderNumber);
    if (!earlier) return isAccepted(request.caseId) ? null : err('case_unknown');
    const isSame =
      earlier.caseId === request.caseId &&
      earlier.amountFen === request.amountFen &&
      // Closed by a reversal that overtook it: there is no way yet, and there never will be.
      (earlier.way === null || earlier.way === way);
    return isSame ? ok(describeOrder(earlier)) : err('conflict');
  }

  function charge(order: StoredOrder, code: string): StoredOrder {
    const used = codes.use(code);
    if (!used.ok) return { ...order, status: 'failed', failure: used.error };
    const known = { ...order, payerPersonId: used.value.personId };
    switch (used.value.manner) {
      case 'sufficient':
        return take(known);
      case 'needs_password':
        notify(known, 'password_asked');
        return known;
      case 'insufficient':
        notify(known, 'not_paid');
        return { ...known, status: 'failed', failure: 'insufficient_balance' };
      case 'expired':
        return { ...known, status: 'failed', failure: 'code_expired' };
    }
  }

  return {
    chargeByCode: database.transaction((request: OrderRequest, code: string) => {
      const earlier = repeated(request, 'code');
      if (earlier) return earlier;
      const order = charge({ ...newOrder(request), way: 'code' }, code);
      orders.put(order);
      return ok(describeOrder(order));
    }).immediate,

    makeOrder: database.transaction((request: OrderRequest) => {
      const earlier = repeated(request, 'qr');
      if (earlier) return earlier;
      const qrText = `https://pay.city.example/q/${random.uuid().replaceAll('-', '')}`;
      const order: StoredOrder = { ...newOrder(request), way: 'qr', qrText };
      orders.put(order);
      return ok(describeOrder(order));
    }).immediate,

    query: (orderNumber) => {
      const order = orders.find(orderNumber);
      return order ? describeOrder(order) : null;
    },

    reverse: database.transaction((request: OrderRequest): Result<PaymentOrder, 'conflict'> => {
      const order = orders.find(request.orderNumber) ?? newOrder(request);
      if (order.caseId !== request.caseId || order.amountFen !== request.amountFen) return err('conflict');
      if (order.status === 'paid') return ok(describeOrder(giveBack(order, 'reversal', null)));
      if (order.status !== 'awaiting_payer') return ok(describeOrder(order));
      const closed: StoredOrder = { ...order, status: 'closed' };
      orders.put(closed);
      notify(closed, 'not_paid');
      return ok(describeOrder(closed));
    }).immediate,

    refund: database.transaction(
      ({ orderNumber, refundNumber, amountFen }): Result<Refund, RefundFailure> => {
        const known = orders.findByRefund(refundNumber);
        const order = known ?? orders.find(orderNumber);
        if (!order) return err('order_unknown');
        if (order.orderNumber !== orderNumber || order.amountFen !== amountFen) return err('refused');
        if (!known && order.status !== 'paid') return err('refused');
        const returned = known ?? giveBack(order, 'refund', refundNumber);
        const returnedAt = new Date(returned.returnedAtMs ?? clock.wallMs()).toISOString();
        return ok({ refundNumber, orderNumber, amountFen, status: 'returned', returnedAt });
      },
    ).immediate,

    readDay(terminalId, day) {
      const fromMs = Date.parse(`${day}T00:00:00+08:00`);
      const lines = orders.linesBetween(terminalId, fromMs, fromMs + dayMs);
      const sum = (kind: 'payment' | 'return') =>
        lines.filter((line) => line.kind === kind).reduce((fen, { amountFen }) => fen + amountFen, 0);
      return { day, terminalId, lines, paidFen: sum('payment'), returnedFen: sum('return') };
    },

    showCode: (personId, manner) => codes.show(personId, manner),

    scanQr: database.transaction((personId: string, text: string) => {
      const order = orders.findByQr(text);
      if (order?.status !== 'awaiting_payer') return 'not_valid';
      take({ ...order, payerPersonId: personId });
      return 'paid';
    }).immediate,

    answerPasswordQuestion: database.transaction((personId: string, agree: boolean) => {
      const order = orders.newestWaitingFor(personId);
      if (!order) return false;
      if (agree) take(order);
      else {
        orders.put({ ...order, status: 'failed', failure: 'refused_by_payer' });
        notify(order, 'not_paid');
      }
      return true;
    }).immediate,
  };
}
