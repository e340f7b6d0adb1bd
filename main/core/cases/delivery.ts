import { randomBytes } from 'node:crypto';
import type { Completion } from '../../../contract/device-common.ts';
import type { HandedOutKind } from '../../../contract/kiosk-screens.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import { dispenserQuestion, lookAfterCard, prepareItem } from './act-on-card.ts';
import { prepareDocument } from './act-on-document.ts';
import { prepareInvoice, readInvoice } from './act-on-invoice.ts';
import { prepareCell, prepareDoor } from './act-on-lock.ts';
import { prepareSlip } from './act-on-slip.ts';
import { acceptedFacts, type DeliveryTools, type Preparation, type PreparedAct } from './acts.ts';
import { askWithin } from './asking.ts';
import { nextStep } from './case-next.ts';
import type { CaseState, Deliverable } from './case-state.ts';
import { hashClaimCode, makeClaimCode } from './claim-code.ts';
import { effects, type HandingKind, type IntentKind } from './effects.ts';
import {
  beforePrint,
  decideDocument,
  decideDoor,
  decideItem,
  decideOpening,
  decidePrint,
  type Verdict,
  verdictOf,
} from './evidence.ts';
import { Lane } from './lane.ts';
import { suspensionCauseOf } from './suspension.ts';

/** How long a printer may take to give a slip back before the slip counts as unknown. */
const withdrawTimeoutMs = 8000;

type ActingDevice = Exclude<(typeof effects)[IntentKind]['performedBy'], 'city'>;

/**
 * Hands things out one after another: read the evidence before, make the intent durable, act, find
 * out what came of it. One act at a time per device, else the printer's cut counter proves nothing.
 */
export class Delivery {
  readonly lanes: Record<ActingDevice, Lane> = {
    'receipt-printer': new Lane(),
    'document-printer': new Lane(),
    'pickup-locker': new Lane(),
    dispenser: new Lane(),
    door: new Lane(),
  };
  readonly #tools: DeliveryTools;
  readonly #driving = new Set<CaseId>();
  /** To be looked at: what happened since the last look may let more be done. */
  readonly #wanted = new Set<CaseId>();
  /** Acts under way; aborting one ends the waiting for it, and takes a document back while no sheet is out. */
  readonly #acting = new Map<CaseId, AbortController>();
  /** Waits for a resident's hand, which end when the resident has gone. */
  readonly #waiting = new Map<CaseId, AbortController>();

  constructor(tools: DeliveryTools) {
    this.#tools = tools;
  }

  /** What a resident's hand is waited for is not waited for any more. */
  stopWaiting(caseId: CaseId): void {
    this.#waiting.get(caseId)?.abort();
  }

  /** Goes on with a case until nothing more can be handed out; who does so already looks once more. */
  async drive(caseId: CaseId): Promise<void> {
    this.#wanted.add(caseId);
    if (this.#driving.has(caseId)) return;
    this.#driving.add(caseId);
    try {
      // It may be wanted again between the last look and the end of this.
      while (this.#wanted.delete(caseId)) await this.#handOutAll(caseId);
    } finally {
      this.#driving.delete(caseId);
      this.#wanted.delete(caseId);
    }
  }

  /** The queue in front of the device that carries out this act. */
  lane(kind: IntentKind): Lane {
    const { performedBy } = effects[kind];
    if (performedBy === 'city') throw new Error(`${kind} is no act on a device`);
    return this.lanes[performedBy];
  }

  /** What came of an act whose completion was lost. */
  decide(
    caseId: CaseId,
    kind: IntentKind,
    intentId: IntentId,
    before: Evidence,
    stop: AbortSignal = this.#tools.stop,
  ): Promise<Verdict> {
    const tools = { ...this.#tools, stop };
    switch (kind) {
      case 'print_receipt':
      case 'print_waiting_slip':
      case 'print_payment_slip':
      case 'print_claim_slip':
      case 'print_certificate':
        return decidePrint(tools, intentId, beforePrint(before));
      case 'print_document':
        return decideDocument(tools, intentId, typeof before.pages === 'number' ? before.pages : 1);
      case 'dispense_card':
      case 'dispense_invoice':
        return decideItem(tools, dispenserQuestion('dispense', intentId, before));
      case 'capture_card':
        return decideItem(tools, dispenserQuestion('capture', intentId, before));
      case 'open_door':
        return decideDoor(tools, intentId);
      case 'open_cell': {
        const { board, cell, doorBefore } = before;
        const parcel = acceptedFacts(tools.book.get(caseId)?.state)?.parcel;
        const address =
          typeof board === 'number' && typeof cell === 'number' ? { board, cell } : (parcel ?? null);
        if (!address) throw new Error(`case ${caseId} has an opening intent but no cell`);
        const known = typeof doorBefore === 'string' ? doorBefore : null;
        return decideOpening(tools, intentId, { board: address.board, cell: address.cell }, known);
      }
      default:
        throw new Error(`${kind} is no act on a device`);
    }
  }

  /**
   * Takes back what a printer is doing for a resident who does not wait for it. Ends within a few
   * seconds: a slip that cannot be taken back is unknown, and a person's task.
   */
  async withdraw(caseId: CaseId): Promise<void> {
    const { book, ports, clock, stop } = this.#tools;
    this.stopWaiting(caseId);
    const state = book.get(caseId)?.state;
    if (actAt(state, 'document-printer')) this.#acting.get(caseId)?.abort();
    const printing = actAt(state, 'receipt-printer');
    if (!printing?.intentId) return;
    const { intentId } = printing;
    const taken = await askWithin(clock, stop, withdrawTimeoutMs, (signal) =>
      ports.cancelJob(intentId, signal),
    );
    if (stop.aborted) return;
    const answer = taken.ok ? taken.value : null;
    const evidence: Evidence = { ...answer?.evidence, decidedBy: 'withdrawal' };
    switch (answer?.effect) {
      case 'done':
        this.#confirm(caseId, intentId, evidence);
        break;
      case 'none':
        book.dispatch(caseId, { type: 'effect_missed', intentId, evidence });
        break;
      default:
        book.dispatch(caseId, { type: 'effect_unknown', intentId, evidence });
    }
    this.#acting.get(caseId)?.abort();
  }

  async #handOutAll(caseId: CaseId): Promise<void> {
    const { book, stop } = this.#tools;
    for (;;) {
      const state = book.get(caseId)?.state;
      const next = state ? nextStep(state) : null;
      if (!next || stop.aborted) return;
      switch (next.act) {
        case 'issue_claim':
          this.#issueClaim(caseId);
          break;
        case 'tell_count':
          book.dispatch(caseId, {
            type: 'invoices_counted',
            intentId: this.#tools.random.uuid() as IntentId,
          });
          break;
        case 'read_invoice':
          await this.#readInvoice(caseId);
          break;
        case 'look_after_card':
          await this.lanes.dispenser.run(() => lookAfterCard(this.#tools, caseId));
          break;
        case 'hand_out': {
          const kind = this.#kindFor(next.deliverable);
          await this.lane(kind).run(() => this.#handOut(caseId, next.deliverable, kind));
          break;
        }
        default:
          unreachable(next);
      }
    }
  }

  async #readInvoice(caseId: CaseId): Promise<void> {
    const { book, stop } = this.#tools;
    const gone = new AbortController();
    this.#waiting.set(caseId, gone);
    const reading = await readInvoice(this.#tools, caseId, gone.signal);
    this.#waiting.delete(caseId);
    if (stop.aborted || gone.signal.aborted) return;
    if (reading.ok) book.dispatch(caseId, { type: 'invoice_read', result: reading.value });
    else if (reading.error !== 'stopped')
      book.dispatch(caseId, { type: 'preparation_failed', deliverable: 'invoice', cause: reading.error });
  }

  #issueClaim(caseId: CaseId): void {
    const { book, content, journal, random, claimCost } = this.#tools;
    const code = makeClaimCode(random);
    const codeHash = hashClaimCode(code, journal.claimSalt(randomBytes(16)), claimCost);
    book.dispatch(caseId, { type: 'claim_issued', codeHash }, [content.seal(caseId, 'claim', code)]);
  }

  /** Which device hands this out now: a certificate goes to the A4 printer where one is well. */
  #kindFor(deliverable: HandedOutKind): HandingKind {
    switch (deliverable) {
      case 'receipt':
        return 'print_receipt';
      case 'claim_slip':
        return 'print_claim_slip';
      case 'certificate':
        return this.#tools.ports.documentPrinterReady() ? 'print_document' : 'print_certificate';
      case 'parcel':
        return 'open_cell';
      case 'card':
        return 'dispense_card';
      case 'invoice':
        return 'dispense_invoice';
      case 'room':
        return 'open_door';
      default:
        return unreachable(deliverable);
    }
  }

  async #handOut(caseId: CaseId, deliverable: HandedOutKind, planned: HandingKind): Promise<void> {
    const { book, stop } = this.#tools;
    // Behind others in the queue the case may have gone on.
    const state = book.get(caseId)?.state;
    const next = state ? nextStep(state) : null;
    if (next?.act !== 'hand_out' || next.deliverable !== deliverable) return;
    const gone = new AbortController();
    this.#waiting.set(caseId, gone);
    const prepared = await this.#prepare(caseId, planned, gone.signal);
    this.#waiting.delete(caseId);
    if (stop.aborted) return;
    if (!prepared.ok) {
      if (prepared.error === 'stopped') return;
      book.dispatch(caseId, { type: 'preparation_failed', deliverable, cause: prepared.error });
      return;
    }
    const { kind, intentId, evidenceBefore } = prepared.value;
    const intended = book.dispatch(caseId, {
      type: 'effect_prepared',
      deliverable,
      kind,
      intentId,
      evidenceBefore,
    });
    if (!intended) return;
    const withdrawn = new AbortController();
    this.#acting.set(caseId, withdrawn);
    const verdict = await this.#outcomeOf(caseId, prepared.value, withdrawn.signal);
    this.#acting.delete(caseId);
    if (!verdict || stop.aborted || !isUnderWay(book.get(caseId)?.state, intentId)) return;
    this.#conclude(caseId, kind, intentId, verdict.verdict, verdict.completion);
  }

  /** Acts, and finds out what came of it. Null when the program stops or nobody waits for it any more. */
  async #outcomeOf(
    caseId: CaseId,
    { kind, intentId, evidenceBefore, timeoutMs, perform }: PreparedAct,
    withdrawn: AbortSignal,
  ): Promise<{ verdict: NonNullable<Verdict>; completion: Completion | null } | null> {
    const { clock, stop } = this.#tools;
    const completion = await askWithin(clock, AbortSignal.any([stop, withdrawn]), timeoutMs, perform);
    const answered = completion.ok ? completion.value : null;
    if (answered && answered.effect !== 'unknown') {
      return { verdict: verdictOf(answered, 'completion'), completion: answered };
    }
    // A slip that was withdrawn is decided by the printer's answer to that; a document still has to be asked for.
    const until = kind === 'print_document' ? stop : AbortSignal.any([stop, withdrawn]);
    const verdict = await this.decide(caseId, kind, intentId, evidenceBefore, until);
    return verdict && { verdict, completion: answered };
  }

  #prepare(caseId: CaseId, kind: HandingKind, gone: AbortSignal): Promise<Preparation> | Preparation {
    const tools = this.#tools;
    switch (kind) {
      case 'print_receipt':
      case 'print_waiting_slip':
      case 'print_payment_slip':
        return prepareSlip(tools, caseId, 'receipt');
      case 'print_certificate':
        return prepareSlip(tools, caseId, 'certificate');
      case 'print_claim_slip':
        return prepareSlip(tools, caseId, 'claim_slip');
      case 'print_document':
        return prepareDocument(tools, caseId);
      case 'open_cell':
        return prepareCell(tools, caseId);
      case 'dispense_card':
        return prepareItem(tools, 'dispense_card');
      case 'dispense_invoice':
        return prepareInvoice(tools, caseId, gone);
      case 'open_door':
        return prepareDoor(tools);
      default:
        return unreachable(kind);
    }
  }

  #conclude(
    caseId: CaseId,
    kind: HandingKind,
    intentId: IntentId,
    { effect, evidence }: NonNullable<Verdict>,
    completion: Completion | null,
  ): void {
    const { book } = this.#tools;
    switch (effect) {
      case 'done':
        this.#confirm(caseId, intentId, evidence);
        break;
      case 'none': {
        const cause = suspensionCauseOf(kind, completion?.fault ?? null);
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

  #confirm(caseId: CaseId, intentId: IntentId, evidence: Evidence): void {
    const { book, clock, random } = this.#tools;
    const errandId = random.uuid() as IntentId;
    const at = new Date(clock.wallMs()).toISOString();
    book.dispatch(caseId, { type: 'effect_confirmed', intentId, evidence, errandId, at });
  }
}

/** What this device is doing for the case. */
function actAt(state: CaseState | undefined, device: ActingDevice): Deliverable | undefined {
  return state?.deliverables.find(
    ({ state: of, by }) =>
      of === 'in_progress' && by !== null && effects[by as IntentKind]?.performedBy === device,
  );
}

function isUnderWay(state: CaseState | undefined, intentId: IntentId): boolean {
  return (
    state?.deliverables.some((each) => each.intentId === intentId && each.state === 'in_progress') ?? false
  );
}
