import type { DeliverableKind, ServiceItem } from '../../../contract/catalog.ts';
import { unreachable } from '../../../contract/result.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import type { CaseEffect, CaseEvent, IntentKind } from './case-event.ts';
import { mayHandOut, settle } from './case-settling.ts';
import type { CaseBody, CaseState, Deliverable, SuspensionCause } from './case-state.ts';
import { isPaymentEvent } from './payment-event.ts';
import { closePayment, leavePayment, transitionPayment } from './payment-machine.ts';
import { isOwed, owesRefund, printsPaymentSlip } from './payment-settling.ts';
import { paymentDue } from './payment-state.ts';

export interface Transition {
  state: CaseState;
  effects: CaseEffect[];
}

/** How long a resident waits for the city before the case is taken as waiting, by the item's kind. */
const submissionWaitMs = { deferrable: 8000, required: 20_000 } as const;

/** The first step: the resident confirmed. */
export function beginCase(
  item: Pick<ServiceItem, 'name' | 'network' | 'deliverables' | 'fee'>,
  submitIntentId: IntentId,
): Transition {
  return {
    state: {
      name: 'submission_intended',
      itemName: item.name,
      network: item.network,
      submitIntentId,
      acceptance: { state: 'undecided' },
      deliverables: item.deliverables.map((kind) => ({ kind, state: 'pending', intentId: null })),
      resident: 'present',
      rating: 'open',
      errands: [],
      payment: item.fee ? paymentDue(item.fee.amountFen) : null,
    },
    effects: [
      { type: 'intend', intentId: submitIntentId, kind: 'submit', evidenceBefore: {} },
      { type: 'set_deadline', name: 'submission_wait', afterMs: submissionWaitMs[item.network] },
    ],
  };
}

/**
 * The whole behaviour of a case: what an event does in a state. Null means that the event does not
 * belong here (late, repeated, or a verb out of place) and changes nothing.
 */
export function transition(state: CaseState, event: CaseEvent): Transition | null {
  if (state.name === 'case_closed') return null;
  if (isPaymentEvent(event)) return transitionPayment(state, event);
  switch (event.type) {
    case 'submission_accepted':
      return accept(state, event);
    case 'submission_refused':
      return refuse(state, event);
    case 'submission_deferred':
      return defer(state);
    case 'effect_prepared':
      return intendDelivery(state, event);
    case 'preparation_failed':
      return failPreparation(state, event);
    case 'effect_confirmed':
      return confirm(state, event);
    case 'effect_failed':
      return fail(state, event);
    case 'effect_missed':
      return endEffect(state, event.intentId, 'pending', 'failed', event.evidence);
    case 'effect_unknown':
      return endEffect(state, event.intentId, 'unknown', 'unknown', event.evidence);
    case 'errand_recorded':
      return endErrand(state, event.intentId, 'confirmed', {});
    case 'errand_rejected':
      return endErrand(state, event.intentId, 'failed', { detail: event.detail });
    case 'delivery_retried':
      return retry(state);
    case 'delivery_abandoned':
      return abandon(state);
    case 'rating_given':
    case 'rating_skipped':
      return rate(state, event);
    case 'resident_left':
      return leave(state);
    case 'process_restarted':
      return restart(state, event);
    default:
      return unreachable(event);
  }
}

/** What has to be prepared next: its evidence read and its intent made. Null if nothing or under way. */
export function nextPreparation(state: CaseState): DeliverableKind | null {
  if (state.name !== 'delivery_started') return null;
  if (state.deliverables.some((deliverable) => deliverable.state === 'in_progress')) return null;
  return state.deliverables.find((deliverable) => mayHandOut(state, deliverable))?.kind ?? null;
}

export function canRate(state: CaseState): boolean {
  return (
    state.name === 'delivery_finished' &&
    state.acceptance.state === 'accepted' &&
    state.resident === 'present' &&
    state.rating === 'open'
  );
}

type Of<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>;
type LiveState = Exclude<CaseState, { name: 'case_closed' }>;

function accept(state: LiveState, { facts }: Of<'submission_accepted'>): Transition | null {
  if (state.acceptance.state === 'accepted' || state.acceptance.state === 'refused') return null;
  const effects: CaseEffect[] = [
    {
      type: 'conclude',
      intentId: state.submitIntentId,
      outcome: 'confirmed',
      evidence: { acceptanceNumber: facts.acceptanceNumber },
    },
    { type: 'clear_deadline', name: 'submission_wait' },
    { type: 'erase', payload: 'submission' },
  ];
  const body: CaseBody = { ...state, acceptance: { state: 'accepted', ...facts } };
  // After the waiting slip the resident was told to go: the rest must not come out behind their back.
  return state.name === 'delivery_finished'
    ? dropPending(body, effects)
    : settle(body, causeOf(state), effects);
}

function refuse(state: LiveState, { cause }: Of<'submission_refused'>): Transition | null {
  if (state.acceptance.state === 'accepted' || state.acceptance.state === 'refused') return null;
  const intentId = state.submitIntentId;
  const effects: CaseEffect[] = [
    {
      type: 'conclude',
      intentId,
      outcome: cause === 'content_lost' ? 'unknown' : 'failed',
      evidence: { refusedBy: cause },
    },
    { type: 'clear_deadline', name: 'submission_wait' },
    { type: 'erase', payload: 'submission' },
  ];
  if (cause === 'conflict') effects.push({ type: 'open_task', kind: 'submission_conflict', intentId });
  if (cause === 'content_lost')
    effects.push({ type: 'open_task', kind: 'submission_content_lost', intentId });
  if (cause === 'city' && state.acceptance.state === 'waiting') {
    effects.push({ type: 'open_task', kind: 'refused_after_waiting', intentId });
  }
  return settle({ ...state, acceptance: { state: 'refused' } }, null, effects);
}

function defer(state: LiveState): Transition | null {
  if (state.name !== 'submission_intended') return null;
  const hasReceipt = state.deliverables.some((deliverable) => deliverable.kind === 'receipt');
  const slip: Deliverable = { kind: 'receipt', state: 'pending', intentId: null };
  const body: CaseBody = {
    ...state,
    acceptance: { state: 'waiting' },
    deliverables: hasReceipt ? state.deliverables : [slip, ...state.deliverables],
  };
  return settle(body, null, [
    { type: 'clear_deadline', name: 'submission_wait' },
    { type: 'errands_can_wait' },
  ]);
}

function intendDelivery(state: LiveState, event: Of<'effect_prepared'>): Transition | null {
  if (nextPreparation(state) !== event.deliverable) return null;
  const { intentId, evidenceBefore } = event;
  const kind = intentKindOf(event.deliverable, state);
  return settle(change(state, event.deliverable, { state: 'in_progress', intentId }), null, [
    { type: 'intend', intentId, kind, evidenceBefore },
  ]);
}

function intentKindOf(deliverable: DeliverableKind, { acceptance, payment }: CaseBody): IntentKind {
  switch (deliverable) {
    case 'receipt':
      if (acceptance.state !== 'accepted') return 'print_waiting_slip';
      return printsPaymentSlip(payment) ? 'print_payment_slip' : 'print_receipt';
    case 'certificate':
      return 'print_certificate';
    case 'parcel':
      return 'open_cell';
    default:
      return unreachable(deliverable);
  }
}

function failPreparation(state: LiveState, event: Of<'preparation_failed'>): Transition | null {
  if (nextPreparation(state) !== event.deliverable) return null;
  if (event.deliverable === 'receipt' && printsPaymentSlip(state.payment)) {
    return settle(change(state, 'receipt', { state: 'failed' }), null, []);
  }
  if (event.cause === 'content_missing' || state.resident !== 'present') {
    return settle(change(state, event.deliverable, { state: 'failed' }), null, [
      { type: 'open_task', kind: `missing_${event.deliverable}`, intentId: null },
    ]);
  }
  return settle(change(state, event.deliverable, { state: 'suspended' }), event.cause, []);
}

function confirm(state: LiveState, event: Of<'effect_confirmed'>): Transition | null {
  const deliverable = inProgress(state, event.intentId);
  if (!deliverable) return null;
  const done = change(state, deliverable.kind, { state: 'done' });
  const effects: CaseEffect[] = [conclude(event.intentId, 'confirmed', event.evidence)];
  const parcel = state.acceptance.state === 'accepted' ? state.acceptance.parcel : null;
  if (deliverable.kind !== 'parcel' || !parcel) return settle(done, null, effects);
  effects.push({
    type: 'intend',
    intentId: event.errandId,
    kind: 'hand_over_parcel',
    evidenceBefore: { parcelId: parcel.parcelId, openedAt: event.at },
  });
  return settle({ ...done, errands: [...done.errands, event.errandId] }, null, effects);
}

function fail(state: LiveState, event: Of<'effect_failed'>): Transition | null {
  const deliverable = inProgress(state, event.intentId);
  if (!deliverable) return null;
  const effects = [conclude(event.intentId, 'failed', event.evidence)];
  // The screen says the same, so nobody is kept waiting for a printer because of it.
  if (deliverable.kind === 'receipt' && printsPaymentSlip(state.payment)) {
    return settle(change(state, 'receipt', { state: 'failed' }), null, effects);
  }
  return state.resident === 'present' && state.acceptance.state !== 'refused'
    ? settle(change(state, deliverable.kind, { state: 'suspended' }), event.cause, effects)
    : settle(missed(state, deliverable, effects), null, effects);
}

function endEffect(
  state: LiveState,
  intentId: IntentId,
  ending: 'pending' | 'unknown',
  outcome: 'failed' | 'unknown',
  evidence: Evidence,
): Transition | null {
  const deliverable = inProgress(state, intentId);
  if (!deliverable) return null;
  const effects: CaseEffect[] = [conclude(intentId, outcome, evidence)];
  if (ending === 'unknown') {
    effects.push({ type: 'open_task', kind: `unclear_${deliverable.kind}`, intentId });
  }
  return settle(change(state, deliverable.kind, { state: ending }), null, effects);
}

function endErrand(
  state: LiveState,
  intentId: IntentId,
  outcome: 'confirmed' | 'failed',
  evidence: Evidence,
): Transition | null {
  if (!state.errands.includes(intentId)) return null;
  const body: CaseBody = { ...state, errands: state.errands.filter((errand) => errand !== intentId) };
  return settle(body, causeOf(state), [conclude(intentId, outcome, evidence)]);
}

function retry(state: LiveState): Transition | null {
  if (state.name !== 'delivery_suspended') return null;
  return settle(resume(state), null, []);
}

/** Paper that may still come out after the resident left is for a person to look after. */
function abandon(state: LiveState): Transition | null {
  if (state.name !== 'delivery_suspended' && state.name !== 'delivery_started') return null;
  const effects: CaseEffect[] = [];
  let body = resume(state);
  for (const { kind, state: progress, intentId } of state.deliverables) {
    if (progress !== 'in_progress' || kind === 'parcel' || !intentId) continue;
    effects.push(conclude(intentId, 'unknown', { abandoned: true }));
    effects.push({ type: 'open_task', kind: `unclear_${kind}`, intentId });
    body = change(body, kind, { state: 'unknown' });
  }
  return dropPending(body, effects);
}

function rate(state: LiveState, event: Of<'rating_given'> | Of<'rating_skipped'>): Transition | null {
  if (!canRate(state)) return null;
  if (event.type === 'rating_skipped') return settle({ ...state, rating: 'skipped' }, null, []);
  const { intentId, level, at } = event;
  return settle({ ...state, rating: 'given', errands: [...state.errands, intentId] }, null, [
    { type: 'intend', intentId, kind: 'rate', evidenceBefore: { level, ratedAt: at } },
  ]);
}

function leave(state: LiveState): Transition | null {
  if (state.resident === 'gone') return null;
  const effects: CaseEffect[] = [
    { type: 'errands_can_wait' },
    { type: 'clear_deadline', name: 'resident_expected' },
  ];
  return settle(leavePayment({ ...resume(state), resident: 'gone' }, effects), null, effects);
}

function restart(state: LiveState, { expectedForMs }: Of<'process_restarted'>): Transition | null {
  if (state.resident !== 'present') return null;
  if (expectedForMs === null) return leave(state);
  return settle({ ...resume(state), resident: 'interrupted' }, null, [
    { type: 'set_deadline', name: 'resident_expected', afterMs: expectedForMs },
  ]);
}

/** What was suspended is open again. */
function resume(state: LiveState): CaseBody {
  return {
    ...state,
    deliverables: state.deliverables.map((deliverable) =>
      deliverable.state === 'suspended' ? { ...deliverable, state: 'pending' } : deliverable,
    ),
  };
}

/** Nothing more is handed out; what could have been becomes a task. */
function dropPending(body: CaseBody, effects: CaseEffect[]): Transition {
  const waiting = body.acceptance.state === 'waiting';
  let left = closePayment(body);
  const isReceipt = ({ kind }: Deliverable) => kind === 'receipt';
  const goods = body.deliverables.filter((deliverable) => !isReceipt(deliverable));
  for (const deliverable of [...goods, ...body.deliverables.filter(isReceipt)]) {
    if (deliverable.state !== 'pending' || (waiting && deliverable.kind !== 'receipt')) continue;
    // Where the money goes back, the paper that says so may still come out.
    if (deliverable.kind === 'receipt' && owesRefund(left)) continue;
    left = missed(left, deliverable, effects);
  }
  return settle(left, null, effects);
}

function missed(body: CaseBody, { kind, intentId }: Deliverable, effects: CaseEffect[]): CaseBody {
  if (body.acceptance.state !== 'refused' && isOwed(body.payment, kind)) {
    effects.push({ type: 'open_task', kind: `missing_${kind}`, intentId });
  }
  return change(body, kind, { state: 'failed' });
}

function change(body: CaseBody, kind: DeliverableKind, to: Partial<Deliverable>): CaseBody {
  return {
    ...body,
    deliverables: body.deliverables.map((deliverable) =>
      deliverable.kind === kind ? { ...deliverable, ...to } : deliverable,
    ),
  };
}

function inProgress(state: LiveState, intentId: IntentId): Deliverable | undefined {
  return state.deliverables.find(
    (deliverable) => deliverable.intentId === intentId && deliverable.state === 'in_progress',
  );
}

function causeOf(state: LiveState): SuspensionCause | null {
  return state.name === 'delivery_suspended' ? state.cause : null;
}

function conclude(
  intentId: IntentId,
  outcome: 'confirmed' | 'failed' | 'unknown',
  evidence: Evidence,
): CaseEffect {
  return { type: 'conclude', intentId, outcome, evidence };
}
