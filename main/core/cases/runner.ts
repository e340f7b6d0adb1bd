import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { ReceiptPrinterStatus } from '../../../contract/device-classes.ts';
import { maskIdNumber, maskName } from '../../../contract/masking.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { CaseId, IntentId, LocalizedText } from '../../../contract/words.ts';
import type { Journal, Vault } from '../../../db/index.ts';
import { CaseBook } from './case-book.ts';
import { CaseContent, type PayloadOf } from './case-content.ts';
import type { CaseDesk, CaseStart, CaseView, NewCase, NotNow, QueueLimit } from './case-desk.ts';
import type { CaseEffect, CaseEvent, PayloadKind } from './case-event.ts';
import { beginCase } from './case-machine.ts';
import { nextStep } from './case-next.ts';
import type { CaseState, SuspensionCause } from './case-state.ts';
import { viewOf, waitsForPrinter } from './case-view.ts';
import { Deadlines } from './deadlines.ts';
import { Delivery } from './delivery.ts';
import { effectOf } from './effects.ts';
import { Maintenance, type MaintenanceDesk } from './maintenance.ts';
import type { MaintenancePorts } from './maintenance-ports.ts';
import { Outbox } from './outbox.ts';
import { paymentViewOf } from './payment-view.ts';
import { Payments } from './payments.ts';
import type { EffectPorts } from './ports.ts';
import { recoverCases } from './recovery.ts';
import type { TerminalFacts } from './slips.ts';
import { stallCauseOf } from './suspension.ts';
import { type QueueLimits, WaitingQueue } from './waiting-queue.ts';

export interface CaseRunnerOptions {
  journal: Journal;
  vault: Vault;
  ports: EffectPorts & MaintenancePorts;
  clock: Clock;
  random: RandomSource;
  /** Printed on every slip. */
  terminal: TerminalFacts;
  /** N of the scrypt that hashes claim codes. */
  claimCost?: number;
  queueLimits?: QueueLimits;
  /** When the screen was touched last, on the monotonic clock: its answer comes before a long queue. */
  touchedAtMs?: () => number;
  /** A bug or a journal that cannot be written: the core must end and be started again. */
  onFailure(error: unknown): void;
}

/** About 50 ms: the codes are short, and none is issued but when something went wrong. */
const defaultClaimCost = 2 ** 14;
const defaultQueueLimits: QueueLimits = { cases: 5000, hours: 72 };

const refusalWithoutReason: LocalizedText = {
  zh: '申请未能受理，请联系工作人员。',
  en: 'The application could not be accepted. Please ask the staff.',
};

/** Carries cases from the resident's confirmation to their end, across crashes of this process. */
export class CaseRunner implements CaseDesk {
  readonly #options: CaseRunnerOptions;
  readonly #stop = new AbortController();
  readonly #content: CaseContent;
  readonly #book: CaseBook;
  readonly #delivery: Delivery;
  readonly #maintenance: Maintenance;
  readonly #outbox: Outbox;
  readonly #payments: Payments;
  readonly #deadlines: Deadlines;
  readonly #queue: WaitingQueue;
  readonly #slips = new Map<CaseId, ReceiptDocument>();
  readonly #interrupted = new Set<CaseId>();
  #printerStall: SuspensionCause | null = null;
  readonly #watchers = new Map<CaseId, Set<(view: CaseView) => void>>();

  constructor(options: CaseRunnerOptions) {
    this.#options = options;
    const { journal, vault, ports, clock, random, terminal, onFailure } = options;
    const claimCost = options.claimCost ?? defaultClaimCost;
    const stop = this.#stop.signal;
    const content = new CaseContent(journal, vault);
    const book = new CaseBook(journal, clock);
    const onSlip = (caseId: CaseId, slip: ReceiptDocument) => {
      this.#slips.set(caseId, slip);
      this.#notify(caseId);
    };
    this.#content = content;
    this.#book = book;
    this.#delivery = new Delivery({
      ...{ journal, book, content, ports, clock, random, stop, terminal, claimCost, onSlip },
      printerStall: () => this.#printerStall,
    });
    const delivery = this.#delivery;
    this.#maintenance = new Maintenance({ journal, book, delivery, ports, clock, random, stop, claimCost });
    const touchedAtMs = options.touchedAtMs ?? (() => Number.NEGATIVE_INFINITY);
    this.#outbox = new Outbox({
      ...{ journal, book, content, ports, clock, random, stop, touchedAtMs, onFailure },
    });
    this.#queue = new WaitingQueue(journal, clock, options.queueLimits ?? defaultQueueLimits);
    this.#deadlines = new Deadlines(journal, book, clock, stop);
    const onShown = (caseId: CaseId) => this.#notify(caseId);
    this.#payments = new Payments({ book, port: ports.payment, clock, random, stop, onShown });
    book.onCommitted((caseId, state, effects) => this.#react(caseId, state, effects));
  }

  /** Once, before any other call: decides what the last run left open, then lets the rest go on. */
  start(): CaseStart {
    const { journal, clock, random, ports } = this.#options;
    const {
      interrupted,
      residentExpected,
      settled: casesSettled,
    } = recoverCases({
      journal,
      book: this.#book,
      delivery: this.#delivery,
      ports,
      stop: this.#stop.signal,
      clock,
      random,
    });
    for (const caseId of interrupted) this.#interrupted.add(caseId);
    const settled = Promise.all([casesSettled, this.#maintenance.settle()]).then(() => undefined);
    settled.catch((error: unknown) => this.#options.onFailure(error));
    for (const { caseId } of journal.unsettledCases()) {
      this.#drive(caseId);
      this.#followMoney(caseId);
    }
    this.#deadlines.rearm();
    this.#outbox.wake();
    return { interrupted: residentExpected, settled };
  }

  /** The technician's door. */
  get maintenance(): MaintenanceDesk {
    return this.#maintenance;
  }

  /** Ends all waiting at once; what is under way stays open in the journal for the next start. */
  stop(): void {
    this.#stop.abort();
  }

  beginCase({ item, submission, language }: NewCase): CaseId {
    const caseId = this.#options.random.uuid() as CaseId;
    const submitIntentId = this.#options.random.uuid() as IntentId;
    const { applicant } = submission;
    this.#book.begin(
      caseId,
      { itemCode: item.itemCode, itemVersion: item.version },
      beginCase(item, submitIntentId),
      [
        this.#content.seal(caseId, 'submission', { ...submission, caseId }),
        this.#content.seal(caseId, 'slip', {
          language,
          itemName: item.name,
          department: item.department,
          next: item.next,
          maskedName: maskName(applicant.name),
          maskedIdNumber: maskIdNumber(applicant.idNumber),
          company: submission.company?.name ?? null,
        }),
        this.#content.seal(caseId, 'owner', applicant.idNumber),
      ],
    );
    return caseId;
  }

  retryDelivery(caseId: CaseId): Result<void, NotNow> {
    const known = this.#book.get(caseId);
    // A slip at the printer goes on by itself; sending it again would be a second one.
    if (known && this.#printerStall && waitsForPrinter(known.state)) return ok(undefined);
    return this.#say(caseId, { type: 'delivery_retried' });
  }

  abandonDelivery(caseId: CaseId): Result<void, NotNow> {
    const said = this.#say(caseId, { type: 'delivery_abandoned' });
    if (said.ok) this.#withdraw(caseId);
    return said;
  }

  skipReading(caseId: CaseId): Result<void, NotNow> {
    const said = this.#say(caseId, { type: 'invoice_read', result: 'unread' });
    if (said.ok) this.#delivery.stopWaiting(caseId);
    return said;
  }

  get canCharge(): boolean {
    return this.#printerStall === null;
  }

  payByCode(caseId: CaseId, code: string): Result<void, NotNow> {
    return this.canCharge ? this.#payments.charge(caseId, code) : err({ kind: 'not_now' });
  }

  payByQr(caseId: CaseId): Result<void, NotNow> {
    return this.canCharge ? this.#payments.charge(caseId, null) : err({ kind: 'not_now' });
  }

  stopCharge(caseId: CaseId): Result<void, NotNow> {
    return this.#say(caseId, { type: 'charge_stopped' });
  }

  declinePayment(caseId: CaseId): Result<void, NotNow> {
    return this.#say(caseId, { type: 'payment_declined' });
  }

  findInterrupted(idNumber: string): CaseView | null {
    for (const caseId of this.#interrupted) {
      if (this.#book.get(caseId)?.state.resident !== 'interrupted') {
        this.#interrupted.delete(caseId);
        continue;
      }
      const owner = this.#content.read(caseId, 'owner');
      if (owner.ok && owner.value === idNumber) return this.readCase(caseId);
    }
    return null;
  }

  resume(caseId: CaseId): Result<void, NotNow> {
    const said = this.#say(caseId, { type: 'resident_returned' });
    if (said.ok) this.#interrupted.delete(caseId);
    return said;
  }

  queueLimit(): QueueLimit | null {
    return this.#queue.limit();
  }

  stopWaiting(caseId: CaseId): Result<void, NotNow> {
    return this.#say(caseId, { type: 'decision_deferred' });
  }

  rate(caseId: CaseId, level: number | null): Result<void, NotNow> {
    if (level === null) return this.#say(caseId, { type: 'rating_skipped' });
    const { clock, random } = this.#options;
    return this.#say(caseId, {
      type: 'rating_given',
      level,
      intentId: random.uuid() as IntentId,
      at: new Date(clock.wallMs()).toISOString(),
    });
  }

  /** A rating the city has not taken for too long. */
  giveUpRating(caseId: CaseId, intentId: IntentId): void {
    this.#book.dispatch(caseId, { type: 'errand_rejected', intentId, kind: 'rate', detail: 'kept_too_long' });
  }

  sessionEnded(caseId: CaseId): void {
    this.#slips.delete(caseId);
    this.#interrupted.delete(caseId);
    this.#book.dispatch(caseId, { type: 'resident_left' });
    this.#withdraw(caseId);
    this.#options.journal.truncateLog();
  }

  readCase(caseId: CaseId): CaseView | null {
    const known = this.#book.get(caseId);
    if (!known) return null;
    return viewOf(caseId, known, {
      slip: this.#slips.get(caseId) ?? null,
      printerStall: this.#printerStall,
      payment: paymentViewOf(known.state, this.#payments.shown(caseId), this.#options.clock.monotonicMs()),
      refusal: () => this.#refusalOf(caseId),
      reasons: () => this.#contentOr(caseId, 'decision', []),
      claimCode: () => this.#contentOr(caseId, 'claim', null),
      original: () => this.#contentOr(caseId, 'original', null),
    });
  }

  watch(caseId: CaseId, listener: (view: CaseView) => void): () => void {
    const watchers = this.#watchers.get(caseId) ?? new Set();
    this.#watchers.set(caseId, watchers.add(listener));
    const view = this.readCase(caseId);
    if (view) listener(view);
    return () => {
      watchers.delete(listener);
      if (watchers.size === 0) this.#watchers.delete(caseId);
    };
  }

  cityReachable(): void {
    this.#outbox.hurry();
    this.#payments.hurry();
  }

  /**
   * The printer's status, at the start and on each change; null while its host is away. A slip that
   * stalls in the middle shows as suspended until the printer goes on or the resident leaves.
   */
  printerChanged(status: ReceiptPrinterStatus | null): void {
    const stall = stallCauseOf(status);
    if (stall === this.#printerStall) return;
    this.#printerStall = stall;
    for (const caseId of this.#watchers.keys()) this.#notify(caseId);
  }

  #say(caseId: CaseId, event: CaseEvent): Result<void, NotNow> {
    return this.#book.dispatch(caseId, event) ? ok(undefined) : err({ kind: 'not_now' });
  }

  #react(caseId: CaseId, state: CaseState, effects: readonly CaseEffect[]): void {
    this.#queue.note(effects, state);
    for (const effect of effects) {
      if (effect.type === 'intend' && effectOf(effect.kind).errand) this.#outbox.announce(effect.intentId);
    }
    if (effects.some(({ type }) => type === 'intend' || type === 'errands_can_wait')) this.#outbox.wake();
    if (effects.some(({ type }) => type === 'set_deadline' || type === 'clear_deadline')) {
      this.#deadlines.rearm();
    }
    if (nextStep(state)) this.#drive(caseId);
    this.#followMoney(caseId);
    this.#notify(caseId);
  }

  #drive(caseId: CaseId): void {
    this.#delivery.drive(caseId).catch((error: unknown) => this.#options.onFailure(error));
  }

  #followMoney(caseId: CaseId): void {
    this.#payments.drive(caseId).catch((error: unknown) => this.#options.onFailure(error));
  }

  /** What the printer still holds must not come out for the next resident. */
  #withdraw(caseId: CaseId): void {
    this.#delivery.withdraw(caseId).catch((error: unknown) => this.#options.onFailure(error));
  }

  #notify(caseId: CaseId): void {
    const watchers = this.#watchers.get(caseId);
    const view = watchers ? this.readCase(caseId) : null;
    if (!watchers || !view) return;
    for (const listener of watchers) listener(view);
  }

  #refusalOf(caseId: CaseId): LocalizedText {
    return this.#contentOr(caseId, 'refusal', refusalWithoutReason);
  }

  #contentOr<Kind extends PayloadKind, Other>(
    caseId: CaseId,
    kind: Kind,
    other: Other,
  ): PayloadOf<Kind> | Other {
    const content = this.#content.read(caseId, kind);
    return content.ok ? content.value : other;
  }
}
