import type { Clock, RandomSource } from '../../../contract/clock.ts';
import { type Personal, personal } from '../../../contract/personal.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import { askWithin, pause } from './asking.ts';
import type { CaseBook, KnownCase } from './case-book.ts';
import type { NotNow } from './case-desk.ts';
import { orderNumberOf } from './order-number.ts';
import { type Judgement, judgeOrder, judgeRefund } from './payment-judgement.ts';
import { chargeWaitMs } from './payment-machine.ts';
import type { ChargeRequest, OrderAnswer, PaymentPort, RefundAnswer } from './payment-port.ts';
import type { PaymentState } from './payment-state.ts';

const askTimeoutMs = 10_000;
/** Between two looks at an order whose payer stands there. */
const lookAgainMs = 800;
const shortestBackOffMs = 1000;
const longestBackOffMs = 60_000;

/** What the screen shows of a charge under way. In memory only. */
export interface ShownCharge {
  qrText: string | null;
  /** The wallet asks the payer to confirm. */
  confirmOnPhone: boolean;
  untilMonotonicMs: number;
}

export interface PaymentTools {
  book: CaseBook;
  port: PaymentPort;
  clock: Clock;
  random: RandomSource;
  stop: AbortSignal;
  /** What is shown of a charge changed. */
  onShown(caseId: CaseId): void;
}

const underWay: ReadonlySet<PaymentState['stage']> = new Set([
  'charging',
  'reversing',
  'refund_due',
  'refunding',
]);

interface Round {
  caseId: CaseId;
  known: KnownCase;
  payment: PaymentState;
  /** Aborted when the state of the money changes, so that an answer that came too late is not waited for. */
  signal: AbortSignal;
}

/**
 * Follows the money of each case until it is decided: a charge is sent once and asked about afterwards, what
 * cannot be decided is reversed, and reversals and refunds are repeated until they are confirmed.
 */
export class Payments {
  readonly #tools: PaymentTools;
  readonly #driving = new Set<CaseId>();
  readonly #wakes = new Map<CaseId, AbortController>();
  /** Charges of this run that were never sent. Code of the payer's phone, or null for the QR on the screen. */
  readonly #unsent = new Map<IntentId, Personal<string> | null>();
  readonly #shown = new Map<CaseId, ShownCharge>();
  readonly #failures = new Map<CaseId, number>();

  constructor(tools: PaymentTools) {
    this.#tools = tools;
  }

  /** `code` is the payer's; null makes an order for the QR on the screen. */
  charge(caseId: CaseId, code: string | null): Result<void, NotNow> {
    const { book, clock, random } = this.#tools;
    if (book.get(caseId)?.state.payment?.stage !== 'due') return err({ kind: 'not_now' });
    const intentId = random.uuid() as IntentId;
    const way = code === null ? 'qr' : 'code';
    this.#unsent.set(intentId, code === null ? null : personal(code));
    const untilMonotonicMs = clock.monotonicMs() + chargeWaitMs[way];
    this.#shown.set(caseId, { qrText: null, confirmOnPhone: false, untilMonotonicMs });
    if (book.dispatch(caseId, { type: 'charge_intended', intentId, way })) return ok(undefined);
    this.#unsent.delete(intentId);
    this.#shown.delete(caseId);
    return err({ kind: 'not_now' });
  }

  shown(caseId: CaseId): ShownCharge | null {
    return this.#shown.get(caseId) ?? null;
  }

  /** After every step of a case, and at the start: goes on with its money, or notices that it changed. */
  async drive(caseId: CaseId): Promise<void> {
    this.#wakes.get(caseId)?.abort();
    if (this.#driving.has(caseId)) return;
    this.#driving.add(caseId);
    try {
      // No gap between finding nothing to do and no longer driving: a charge made in it would wait unseen.
      for (let round = this.#nextRound(caseId); round; round = this.#nextRound(caseId)) {
        await this.#go(round);
      }
    } finally {
      this.#forget(caseId);
    }
  }

  /** The city answers again: nobody waits for a back-off any longer. */
  hurry(): void {
    for (const wake of this.#wakes.values()) wake.abort();
  }

  #forget(caseId: CaseId): void {
    this.#driving.delete(caseId);
    this.#wakes.delete(caseId);
    this.#failures.delete(caseId);
  }

  /** Null when the money of this case needs nothing more for now. */
  #nextRound(caseId: CaseId): Round | null {
    const { book, stop } = this.#tools;
    const known = book.get(caseId);
    const payment = known?.state.payment;
    if (payment?.stage !== 'charging') this.#shown.delete(caseId);
    if (!known || !payment || stop.aborted || !underWay.has(payment.stage)) {
      this.#forget(caseId);
      return null;
    }
    const wake = new AbortController();
    this.#wakes.set(caseId, wake);
    return { caseId, known, payment, signal: AbortSignal.any([stop, wake.signal]) };
  }

  async #go(round: Round): Promise<void> {
    const { book, random } = this.#tools;
    const { caseId, payment } = round;
    switch (payment.stage) {
      case 'charging':
        return this.#followCharge(round, chargeIntentOf(payment));
      case 'reversing':
        return this.#reverse(round, chargeIntentOf(payment));
      case 'refund_due':
        book.dispatch(caseId, { type: 'refund_intended', intentId: random.uuid() as IntentId });
        return;
      case 'refunding':
        return this.#refund(round);
      default:
        return;
    }
  }

  async #followCharge(round: Round, intentId: IntentId): Promise<void> {
    const { book, stop } = this.#tools;
    const { caseId } = round;
    const judgement = await this.#askAboutCharge(round, intentId);
    if (stop.aborted || judgement === null) return;
    switch (judgement.kind) {
      case 'paid':
        book.dispatch(caseId, { type: 'charge_confirmed', intentId, evidence: judgement.evidence });
        break;
      case 'not_taken':
      case 'returned': {
        const problem = judgement.kind === 'returned' ? 'money_returned' : judgement.problem;
        book.dispatch(caseId, { type: 'charge_failed', intentId, evidence: judgement.evidence, problem });
        break;
      }
      case 'not_done': {
        const evidence = { decidedBy: 'charge', why: judgement.detail };
        book.dispatch(caseId, { type: 'charge_failed', intentId, evidence, problem: judgement.problem });
        break;
      }
      case 'disputed':
        book.dispatch(caseId, { type: 'charge_disputed', intentId, evidence: judgement.evidence });
        break;
      case 'unknown_order':
        // It may still be on its way: only a reversal makes sure that it never takes anything.
        book.dispatch(caseId, { type: 'reversal_decided', intentId, problem: 'not_arrived' });
        break;
      case 'awaiting':
        await this.#awaitPayer(round, intentId, judgement.order.qrText);
        break;
      case 'unheard':
        await this.#pause(round, lookAgainMs);
        break;
    }
  }

  /** Sends the charge the one time it is sent, asks about it afterwards. Null: nothing to conclude. */
  async #askAboutCharge(round: Round, intentId: IntentId): Promise<Judgement | null> {
    const { port } = this.#tools;
    const request = requestOf(round, intentId);
    const code = this.#unsent.get(intentId);
    if (code === undefined) {
      const answer = await this.#ask<OrderAnswer>(round, (signal) => port.query(request.orderNumber, signal));
      // A question that did not leave says nothing about the charge.
      if (answer.kind === 'not_sent' || answer.kind === 'refused') return { kind: 'unheard' };
      return judgeOrder(request, 'query', answer);
    }
    this.#unsent.delete(intentId);
    const answer = await this.#ask<OrderAnswer>(round, (signal) =>
      code === null
        ? port.makeOrder(request, signal)
        : port.chargeByCode(request, code.reveal(), signal).finally(() => code.erase()),
    );
    return judgeOrder(request, 'charge', answer);
  }

  async #awaitPayer(round: Round, intentId: IntentId, qrText: string | null): Promise<void> {
    const { book, onShown } = this.#tools;
    const { caseId, known, payment } = round;
    if (known.state.resident !== 'present') {
      book.dispatch(caseId, { type: 'reversal_decided', intentId, problem: 'timed_out' });
      return;
    }
    const shown = this.#shown.get(caseId);
    const confirmOnPhone = payment.way === 'code';
    if (shown && (shown.qrText !== qrText || shown.confirmOnPhone !== confirmOnPhone)) {
      this.#shown.set(caseId, { ...shown, qrText, confirmOnPhone });
      onShown(caseId);
    }
    await this.#pause(round, lookAgainMs);
  }

  async #reverse(round: Round, intentId: IntentId): Promise<void> {
    const { book, port, stop } = this.#tools;
    const { caseId } = round;
    this.#unsent.delete(intentId);
    const request = requestOf(round, intentId);
    const answer = await this.#ask<OrderAnswer>(round, (signal) => port.reverse(request, signal));
    const judgement = judgeOrder(request, 'reversal', answer);
    if (stop.aborted) return;
    switch (judgement.kind) {
      case 'not_taken':
      case 'returned': {
        const moneyReturned = judgement.kind === 'returned';
        book.dispatch(caseId, {
          type: 'charge_reversed',
          intentId,
          evidence: judgement.evidence,
          moneyReturned,
        });
        break;
      }
      case 'disputed':
        book.dispatch(caseId, { type: 'charge_disputed', intentId, evidence: judgement.evidence });
        break;
      case 'not_done':
      case 'paid':
      case 'awaiting':
      case 'unknown_order':
      case 'unheard':
        await this.#backOff(round);
        break;
    }
  }

  async #refund(round: Round): Promise<void> {
    const { book, port, stop } = this.#tools;
    const { caseId, payment } = round;
    const { refundIntentId: intentId, amountFen } = payment;
    if (intentId === null) throw new Error(`the refund of ${caseId} has no intent`);
    const request = {
      orderNumber: orderNumberOf(chargeIntentOf(payment)),
      refundNumber: orderNumberOf(intentId),
      amountFen,
    };
    const answer = await this.#ask<RefundAnswer>(round, (signal) => port.refund(request, signal));
    const judgement = judgeRefund(request, answer);
    if (stop.aborted) return;
    switch (judgement.kind) {
      case 'returned':
        book.dispatch(caseId, { type: 'refund_confirmed', intentId, evidence: judgement.evidence });
        break;
      case 'disputed':
        book.dispatch(caseId, { type: 'refund_disputed', intentId, evidence: judgement.evidence });
        break;
      case 'unheard':
        await this.#backOff(round);
        break;
    }
  }

  async #ask<Answer>(
    { signal }: Round,
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | { kind: 'unheard'; detail: string }> {
    const answer = await askWithin(this.#tools.clock, signal, askTimeoutMs, ask);
    return answer.ok ? answer.value : { kind: 'unheard', detail: answer.error.kind };
  }

  #backOff(round: Round): Promise<void> {
    const failures = this.#failures.get(round.caseId) ?? 0;
    this.#failures.set(round.caseId, failures + 1);
    return this.#pause(round, Math.min(shortestBackOffMs * 2 ** failures, longestBackOffMs));
  }

  #pause({ signal }: Round, ms: number): Promise<void> {
    return pause(this.#tools.clock, signal, ms);
  }
}

function chargeIntentOf({ chargeIntentId }: PaymentState): IntentId {
  if (chargeIntentId === null) throw new Error('a charge under way has no intent');
  return chargeIntentId;
}

function requestOf({ caseId, known, payment }: Round, intentId: IntentId): ChargeRequest {
  const { amountFen } = payment;
  return { orderNumber: orderNumberOf(intentId), caseId, itemCode: known.itemCode, amountFen };
}
