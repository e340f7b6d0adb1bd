import type { DeliverableKind } from '../../../contract/catalog.ts';
import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { Completion } from '../../../contract/device-common.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { err, ok, type Result, unreachable } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import { askWithin } from './asking.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseContent } from './case-content.ts';
import { nextPreparation } from './case-machine.ts';
import type { AcceptedFacts, CaseState, SuspensionCause } from './case-state.ts';
import { decideOpening, decidePrint, type Verdict, verdictOf } from './evidence.ts';
import { Lane } from './lane.ts';
import { printsPaymentSlip } from './payment-settling.ts';
import { composePaymentSlip, paymentLines } from './payment-slips.ts';
import { paymentViewOf } from './payment-view.ts';
import type { EffectPorts } from './ports.ts';
import { composeCertificate, composeReceipt, composeWaitingSlip, type TerminalFacts } from './slips.ts';
import { suspensionCauseOf } from './suspension.ts';

const readTimeoutMs = 5000;
const printTimeoutMs = 60_000;
const openTimeoutMs = 20_000;

export interface DeliveryTools {
  book: CaseBook;
  content: CaseContent;
  ports: EffectPorts;
  clock: Clock;
  random: RandomSource;
  stop: AbortSignal;
  terminal: TerminalFacts;
  /** The slip now goes to the printer. */
  onSlip(caseId: CaseId, slip: ReceiptDocument): void;
}

type Preparation = Result<
  { intentId: IntentId; evidenceBefore: Evidence; act: (signal: AbortSignal) => Promise<Completion> },
  SuspensionCause | 'content_missing' | 'stopped'
>;

/**
 * Hands things out one after another: read the evidence before, make the intent durable, act, find
 * out what came of it. One act at a time per device, else the printer's cut counter proves nothing.
 */
export class Delivery {
  readonly printerLane = new Lane();
  readonly lockerLane = new Lane();
  readonly #tools: DeliveryTools;
  readonly #driving = new Set<CaseId>();

  constructor(tools: DeliveryTools) {
    this.#tools = tools;
  }

  /** Goes on with a case until nothing more can be handed out; does nothing while that is under way. */
  async drive(caseId: CaseId): Promise<void> {
    if (this.#driving.has(caseId)) return;
    this.#driving.add(caseId);
    try {
      await this.#handOutAll(caseId);
    } finally {
      this.#driving.delete(caseId);
    }
  }

  lane(deliverable: DeliverableKind): Lane {
    return deliverable === 'parcel' ? this.lockerLane : this.printerLane;
  }

  async #handOutAll(caseId: CaseId): Promise<void> {
    const { book, stop } = this.#tools;
    for (;;) {
      const state = book.get(caseId)?.state;
      const deliverable = state ? nextPreparation(state) : null;
      if (deliverable === null || stop.aborted) return;
      await this.lane(deliverable).run(() => this.#handOut(caseId, deliverable));
    }
  }

  async #handOut(caseId: CaseId, deliverable: DeliverableKind): Promise<void> {
    const { book, clock, random, stop } = this.#tools;
    const prepared = await this.#prepare(caseId, deliverable);
    if (stop.aborted) return;
    if (!prepared.ok) {
      if (prepared.error === 'stopped') return;
      book.dispatch(caseId, { type: 'preparation_failed', deliverable, cause: prepared.error });
      return;
    }
    const { intentId, evidenceBefore, act } = prepared.value;
    if (!book.dispatch(caseId, { type: 'effect_prepared', deliverable, intentId, evidenceBefore })) return;
    const timeoutMs = deliverable === 'parcel' ? openTimeoutMs : printTimeoutMs;
    const completion = await askWithin(clock, stop, timeoutMs, act);
    if (stop.aborted) return;
    const answered = completion.ok ? completion.value : null;
    const verdict =
      answered && answered.effect !== 'unknown'
        ? verdictOf(answered, 'completion')
        : await this.decide(caseId, deliverable, intentId, evidenceBefore);
    if (!verdict) return;
    this.#conclude(caseId, deliverable, intentId, verdict, answered, random);
  }

  /** What came of an act whose completion was lost. */
  decide(
    caseId: CaseId,
    deliverable: DeliverableKind,
    intentId: IntentId,
    evidenceBefore: Evidence,
  ): Promise<Verdict> {
    const { book } = this.#tools;
    if (deliverable !== 'parcel') {
      const { cutCount } = evidenceBefore;
      return decidePrint(this.#tools, intentId, typeof cutCount === 'number' ? cutCount : null);
    }
    const state = book.get(caseId)?.state;
    const parcel = state ? acceptedFacts(state)?.parcel : null;
    if (!parcel) throw new Error(`case ${caseId} has an opening intent but no cell`);
    const { doorBefore } = evidenceBefore;
    const cell = { board: parcel.board, cell: parcel.cell };
    return decideOpening(this.#tools, intentId, cell, typeof doorBefore === 'string' ? doorBefore : null);
  }

  #conclude(
    caseId: CaseId,
    deliverable: DeliverableKind,
    intentId: IntentId,
    { effect, evidence }: NonNullable<Verdict>,
    completion: Completion | null,
    random: RandomSource,
  ): void {
    const { book, clock } = this.#tools;
    switch (effect) {
      case 'done': {
        const errandId = random.uuid() as IntentId;
        const at = new Date(clock.wallMs()).toISOString();
        book.dispatch(caseId, { type: 'effect_confirmed', intentId, evidence, errandId, at });
        break;
      }
      case 'none': {
        const cause = suspensionCauseOf(deliverable, completion?.fault ?? null);
        book.dispatch(caseId, { type: 'effect_failed', intentId, evidence, cause });
        break;
      }
      case 'unknown':
        book.dispatch(caseId, { type: 'effect_unknown', intentId, evidence });
        break;
      default:
        unreachable(effect);
    }
  }

  #prepare(caseId: CaseId, deliverable: DeliverableKind): Promise<Preparation> {
    return deliverable === 'parcel' ? this.#prepareOpening(caseId) : this.#preparePrint(caseId, deliverable);
  }

  async #preparePrint(caseId: CaseId, deliverable: 'receipt' | 'certificate'): Promise<Preparation> {
    const { clock, stop, ports, random, onSlip } = this.#tools;
    const cuts = await askWithin(clock, stop, readTimeoutMs, (signal) => ports.readCutCount(signal));
    if (!cuts.ok) return err(cuts.error.kind === 'stopped' ? 'stopped' : 'printer_away');
    const intentId = random.uuid() as IntentId;
    const slip = this.#compose(caseId, deliverable, intentId);
    if (!slip) return err('content_missing');
    const act = (signal: AbortSignal) => {
      onSlip(caseId, slip);
      return ports.print(intentId, slip, signal);
    };
    return ok({ intentId, evidenceBefore: { cutCount: cuts.value }, act });
  }

  async #prepareOpening(caseId: CaseId): Promise<Preparation> {
    const { book, clock, stop, ports, random } = this.#tools;
    const state = book.get(caseId)?.state;
    const parcel = state ? acceptedFacts(state)?.parcel : null;
    if (!parcel) return err('content_missing');
    const cell = { board: parcel.board, cell: parcel.cell };
    const door = await askWithin(clock, stop, readTimeoutMs, (signal) => ports.readDoor(cell, signal));
    if (!door.ok) return err(door.error.kind === 'stopped' ? 'stopped' : 'locker_away');
    const intentId = random.uuid() as IntentId;
    const act = (signal: AbortSignal) => ports.openCell(intentId, cell, signal);
    return ok({ intentId, evidenceBefore: { ...cell, doorBefore: door.value }, act });
  }

  #compose(
    caseId: CaseId,
    deliverable: 'receipt' | 'certificate',
    documentId: IntentId,
  ): ReceiptDocument | null {
    const { book, content, clock, terminal } = this.#tools;
    const state = book.get(caseId)?.state;
    const facts = content.read(caseId, 'slip');
    if (!state || !facts.ok) return null;
    const occasion = {
      documentId,
      caseId,
      printedAtMs: clock.wallMs(),
      terminal,
      facts: facts.value,
    };
    const acceptance = acceptedFacts(state);
    if (!acceptance) return deliverable === 'receipt' ? composeWaitingSlip(occasion) : null;
    if (deliverable === 'receipt') {
      const payment = paymentViewOf(state, null, 0);
      return payment && printsPaymentSlip(state.payment)
        ? composePaymentSlip(occasion, acceptance, payment)
        : composeReceipt(occasion, acceptance, paymentLines(facts.value.language, payment));
    }
    const certificate = content.read(caseId, 'certificate');
    return certificate.ok ? composeCertificate(occasion, acceptance, certificate.value) : null;
  }
}

function acceptedFacts(state: CaseState): AcceptedFacts | null {
  return state.acceptance.state === 'accepted' ? state.acceptance : null;
}
