import type { CityLedgerEntry } from '../../../contract/city.ts';
import type { OrderNumber, PaymentOrder } from '../../../contract/payment.ts';
import type { CaseId } from '../../../contract/words.ts';
import type { ChargeRequest, OrderAnswer, RefundAnswer, RefundRequest } from './payment-port.ts';

interface ModelOrder extends PaymentOrder {
  caseId: CaseId;
}

/** Whose phone shows it: by its last digit. */
export const modelCodes = {
  sufficient: '130000000000000000',
  insufficient: '130000000000000001',
  password: '130000000000000002',
} as const;

/**
 * The city's payment for the tests of the case engine: idempotent per order, with a ledger. Its answers may be
 * lost, and a request may arrive long after it was sent (`late`).
 */
export class ModelPayments {
  mood: 'answers' | 'away' | 'answer_lost' | 'late' | 'server_error' | 'other_amount' | 'nonsense' =
    'answers';
  readonly ledger: CityLedgerEntry[] = [];
  readonly #orders = new Map<OrderNumber, ModelOrder>();
  readonly #refunds = new Map<OrderNumber, string>();
  readonly #underWay: (() => void)[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  chargeByCode(request: ChargeRequest, code: string): OrderAnswer {
    return this.#answer(() => this.#makeOrder(request, code));
  }

  makeOrder(request: ChargeRequest): OrderAnswer {
    return this.#answer(() => this.#makeOrder(request, null));
  }

  query(orderNumber: OrderNumber): OrderAnswer {
    return this.#answer(() => this.#orders.get(orderNumber) ?? null);
  }

  reverse(request: ChargeRequest): OrderAnswer {
    return this.#answer(() => {
      const order = this.#orders.get(request.orderNumber) ?? this.#newOrder(request);
      this.#orders.set(order.orderNumber, order);
      if (order.status === 'paid') this.#giveBack(order, 'reversal');
      else if (order.status === 'awaiting_payer') order.status = 'closed';
      return order;
    });
  }

  refund({ orderNumber, refundNumber, amountFen }: RefundRequest): RefundAnswer {
    const answer = this.#answer(() => {
      const order = this.#orders.get(orderNumber) ?? null;
      if (order?.status === 'paid') {
        this.#giveBack(order, 'refund');
        this.#refunds.set(refundNumber, order.returnedAt ?? '');
      }
      return order;
    });
    if (answer.kind !== 'order') return answer.kind === 'unknown_order' ? unheard : answer;
    const returnedAt = this.#refunds.get(refundNumber);
    if (returnedAt === undefined) return { kind: 'refused', detail: 'REFUND_REFUSED' };
    const { amountFen: answeredFen } = answer.order;
    const isTrue = answeredFen === amountFen;
    return {
      kind: 'refund',
      refund: {
        ...{ refundNumber, orderNumber, status: 'returned', returnedAt },
        amountFen: isTrue ? amountFen : answeredFen,
      },
    };
  }

  /** Every phone that has something to confirm or to scan does so. */
  payersPay(): void {
    for (const order of this.#orders.values()) if (order.status === 'awaiting_payer') this.#take(order);
  }

  payersRefuse(): void {
    for (const order of this.#orders.values()) {
      if (order.status === 'awaiting_payer')
        Object.assign(order, { status: 'failed', failure: 'refused_by_payer' });
    }
  }

  /** What was under way on the line arrives, the last first, and each twice. */
  deliverLate(): void {
    for (const act of this.#underWay.splice(0).reverse()) {
      act();
      act();
    }
  }

  #answer(act: () => ModelOrder | null): OrderAnswer {
    switch (this.mood) {
      case 'away':
        return { kind: 'not_sent', detail: 'model_away' };
      case 'late':
        this.#underWay.push(act);
        return unheard;
      case 'answer_lost':
      case 'server_error':
        act();
        return unheard;
      case 'nonsense':
        act();
        return { kind: 'nonsense', detail: 'contract_mismatch', answer: '["<text of 3>"]' };
      case 'other_amount':
      case 'answers': {
        const order = act();
        if (!order) return { kind: 'unknown_order' };
        const { caseId: _caseId, ...answered } = order;
        const amountFen = this.mood === 'answers' ? order.amountFen : order.amountFen + 1;
        return { kind: 'order', order: { ...answered, amountFen } };
      }
    }
  }

  #makeOrder(request: ChargeRequest, code: string | null): ModelOrder {
    const earlier = this.#orders.get(request.orderNumber);
    if (earlier) return earlier;
    const order = this.#newOrder(request);
    this.#orders.set(order.orderNumber, order);
    if (code === null) order.qrText = `https://pay.example/${order.orderNumber}`;
    if (code === modelCodes.sufficient) this.#take(order);
    if (code === modelCodes.insufficient)
      Object.assign(order, { status: 'failed', failure: 'insufficient_balance' });
    return order;
  }

  #newOrder({ orderNumber, caseId, amountFen }: ChargeRequest): ModelOrder {
    return {
      ...{ orderNumber, caseId, amountFen, status: 'awaiting_payer', failure: null, qrText: null },
      ...{ paidAt: null, returnedAt: null },
    };
  }

  #take(order: ModelOrder): void {
    const { orderNumber, caseId, amountFen, qrText } = order;
    order.status = 'paid';
    order.paidAt = this.#now();
    const way = qrText === null ? 'code' : 'qr';
    this.ledger.push({ type: 'payment_taken', at: this.#now(), orderNumber, caseId, amountFen, way });
  }

  #giveBack(order: ModelOrder, by: 'reversal' | 'refund'): void {
    const { orderNumber, caseId, amountFen } = order;
    order.status = 'returned';
    order.returnedAt = this.#now();
    this.ledger.push({ type: 'payment_returned', at: this.#now(), orderNumber, caseId, amountFen, by });
  }

  #now(): string {
    return new Date(this.#nowMs()).toISOString();
  }
}

const unheard = { kind: 'unheard', detail: 'model_silent' } as const;
