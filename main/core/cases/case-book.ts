import type { Clock } from '../../../contract/clock.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CaseId, ItemCode } from '../../../contract/words.ts';
import type { Evidence, Journal, JournalStep } from '../../../db/index.ts';
import type { CaseContent } from './case-content.ts';
import type { CaseEffect, CaseEvent } from './case-event.ts';
import { transition } from './case-machine.ts';
import { type CaseState, caseStateSchema } from './case-state.ts';
import type { Transition } from './case-steps.ts';
import { effectOf, idempotencyKeyOf } from './effects.ts';
import { isPaymentEvent, recordOfPayment } from './payment-event.ts';

export interface KnownCase {
  itemCode: ItemCode;
  state: CaseState;
}

type SealedPart = ReturnType<CaseContent['seal']>;
type OnCommitted = (caseId: CaseId, state: CaseState, effects: readonly CaseEffect[]) => void;

/**
 * The only way a case changes: the machine's transition and everything it asks for become one
 * transaction; listeners hear of it after the commit, never before.
 */
export class CaseBook {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #known = new Map<CaseId, KnownCase>();
  #onCommitted: OnCommitted = () => {};

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  onCommitted(listener: OnCommitted): void {
    this.#onCommitted = listener;
  }

  begin(
    caseId: CaseId,
    item: { itemCode: ItemCode; itemVersion: number },
    first: Transition,
    seal: readonly SealedPart[],
  ): void {
    const step = toStep(caseId, this.#clock.wallMs(), { type: 'case_begun', data: {} }, first, seal);
    this.#journal.beginCase({ ...step, ...item });
    this.#known.set(caseId, { itemCode: item.itemCode, state: first.state });
    this.#onCommitted(caseId, first.state, first.effects);
  }

  /** The state after the event, durable; null if the event does not belong to the current state. */
  dispatch(caseId: CaseId, event: CaseEvent, seal: readonly SealedPart[] = []): CaseState | null {
    const known = this.get(caseId);
    if (!known) return null;
    const next = transition(known.state, event);
    if (!next) return null;
    this.#journal.advanceCase(toStep(caseId, this.#clock.wallMs(), recordOf(event), next, seal));
    if (next.state.name === 'case_closed') this.#known.delete(caseId);
    else this.#known.set(caseId, { itemCode: known.itemCode, state: next.state });
    this.#onCommitted(caseId, next.state, next.effects);
    return next.state;
  }

  get(caseId: CaseId): KnownCase | null {
    const known = this.#known.get(caseId);
    if (known) return known;
    const stored = this.#journal.readCase(caseId);
    if (!stored) return null;
    const state = caseStateSchema.parse(JSON.parse(stored.stateJson));
    const loaded = { itemCode: stored.itemCode, state };
    if (state.name !== 'case_closed') this.#known.set(caseId, loaded);
    return loaded;
  }
}

function toStep(
  caseId: CaseId,
  atMs: number,
  event: JournalStep['event'],
  { state, effects }: Transition,
  seal: readonly SealedPart[],
): JournalStep {
  const outcomes: JournalStep['outcomes'][number][] = [];
  const tasks: JournalStep['tasks'][number][] = [];
  const deadlines: JournalStep['deadlines'][number][] = [];
  const erase: string[] = [];
  const claims: string[] = [];
  let intent: JournalStep['intent'] = null;
  let errandsCanWait = false;
  for (const effect of effects) {
    switch (effect.type) {
      case 'intend':
        intent = toIntent(caseId, effect);
        break;
      case 'conclude':
        outcomes.push({ intentId: effect.intentId, state: effect.outcome, evidence: effect.evidence });
        break;
      case 'open_task':
        tasks.push({ kind: effect.kind, intentId: effect.intentId });
        break;
      case 'keep_claim':
        claims.push(effect.codeHash);
        break;
      case 'set_deadline':
        deadlines.push({ name: effect.name, dueMs: atMs + effect.afterMs });
        break;
      case 'clear_deadline':
        deadlines.push({ name: effect.name, dueMs: null });
        break;
      case 'erase':
        erase.push(effect.payload);
        break;
      case 'errands_can_wait':
        errandsCanWait = true;
        break;
      default:
        unreachable(effect);
    }
  }
  return {
    caseId,
    atMs,
    event,
    state: state.name,
    stateJson: JSON.stringify(state),
    intent,
    outcomes,
    tasks,
    claims,
    deadlines,
    seal,
    erase,
    errandsCanWait,
  };
}

function toIntent(caseId: CaseId, effect: Extract<CaseEffect, { type: 'intend' }>): JournalStep['intent'] {
  const { intentId, kind, evidenceBefore } = effect;
  const idempotencyKey = idempotencyKeyOf(kind, caseId, intentId);
  return { intentId, kind, idempotencyKey, evidenceBefore, outbox: effectOf(kind).errand };
}

/** The event as the journal keeps it: flat words and figures. */
function recordOf(event: CaseEvent): JournalStep['event'] {
  if (isPaymentEvent(event)) return recordOfPayment(event);
  switch (event.type) {
    case 'submission_accepted':
      return { type: event.type, data: { acceptanceNumber: event.facts.acceptanceNumber } };
    case 'effect_prepared':
      return { type: event.type, data: { kind: event.kind, intentId: event.intentId } };
    case 'decision_made':
      return { type: event.type, data: { intentId: event.intentId, decision: event.decision } };
    case 'card_left_behind':
    case 'licence_fetched':
    case 'invoices_counted':
    case 'effect_confirmed':
    case 'effect_missed':
    case 'effect_unknown':
    case 'errand_recorded':
      return { type: event.type, data: { intentId: event.intentId } };
    case 'claim_issued':
      return { type: event.type, data: {} };
    case 'effect_failed':
      return { type: event.type, data: { intentId: event.intentId, cause: event.cause } };
    case 'submission_refused':
    case 'invoice_read':
    case 'preparation_failed':
    case 'submission_deferred':
    case 'answer_not_understood':
    case 'decision_deferred':
    case 'errand_rejected':
    case 'card_taken':
    case 'card_unclear':
    case 'resident_returned':
    case 'delivery_retried':
    case 'delivery_abandoned':
    case 'rating_given':
    case 'rating_skipped':
    case 'resident_left':
    case 'process_restarted': {
      const { type, ...data } = event;
      return { type, data: data satisfies Evidence };
    }
    default:
      return unreachable(event);
  }
}
