import type { IntentId } from '../../../contract/words.ts';
import type { CaseEffect } from './case-event.ts';
import { dropPending, settle } from './case-settling.ts';
import type { AcceptedFacts, CaseBody, Deliverable } from './case-state.ts';
import {
  causeOf,
  conclude,
  isDenied,
  type LiveState,
  missed,
  type Of,
  type Transition,
} from './case-steps.ts';

/** What the city's answers do to a case. */

/** How long a resident waits for a decision made by rules or by an officer, and for the licence that comes with it. */
const decisionWaitMs = { city: 20_000, officer: 600_000 } as const;

const newReceipt: Deliverable = { kind: 'receipt', state: 'pending', intentId: null, by: null };

export function accept(state: LiveState, event: Of<'submission_accepted'>): Transition | null {
  if (state.acceptance.state === 'accepted' || state.acceptance.state === 'refused') return null;
  const { facts, errandId } = event;
  const effects: CaseEffect[] = [
    conclude(state.submitIntentId, 'confirmed', { acceptanceNumber: facts.acceptanceNumber }),
    { type: 'clear_deadline', name: 'submission_wait' },
    { type: 'erase', payload: 'submission' },
  ];
  const late = isLate(state);
  if (late)
    for (const payload of ['certificate', 'decision', 'original'] as const)
      effects.push({ type: 'erase', payload });
  const accepted: CaseBody = {
    ...state,
    acceptance: {
      state: 'accepted',
      ...facts,
      decision: late && facts.decision === 'pending' ? 'later' : facts.decision,
      licenceId: late || !wantsLicence(state, facts) ? null : facts.licenceId,
    },
    invoiceSale: facts.invoices && {
      ...{ count: facts.invoices.count, handedOut: 0, unclear: 0, inOrder: true, isTold: false },
      ...{ toRead: false, checked: 0, isOther: false },
    },
  };
  const body = withErrandAfter(withhold(accepted), errandId, late, 'accepted', effects);
  // After the waiting slip the resident was told to go: the rest must not come out behind their back.
  return state.name === 'delivery_finished'
    ? dropPending(body, effects)
    : settle(body, causeOf(state), effects);
}

export function refuse(state: LiveState, { cause }: Of<'submission_refused'>): Transition | null {
  if (state.acceptance.state === 'accepted' || state.acceptance.state === 'refused') return null;
  const intentId = state.submitIntentId;
  const effects: CaseEffect[] = [
    conclude(intentId, cause === 'content_lost' ? 'unknown' : 'failed', { refusedBy: cause }),
    { type: 'clear_deadline', name: 'submission_wait' },
    { type: 'erase', payload: 'submission' },
  ];
  if (state.resident === 'gone') effects.push({ type: 'erase', payload: 'refusal' });
  if (cause === 'conflict') effects.push({ type: 'open_task', kind: 'submission_conflict', intentId });
  if (cause === 'content_lost')
    effects.push({ type: 'open_task', kind: 'submission_content_lost', intentId });
  if (cause === 'city' && state.acceptance.state === 'waiting') {
    effects.push({ type: 'open_task', kind: 'refused_after_waiting', intentId });
  }
  return settle({ ...state, acceptance: { state: 'refused' } }, null, effects);
}

export function defer(state: LiveState): Transition | null {
  if (state.name !== 'submission_intended') return null;
  return settle(asWaiting(state), null, [
    { type: 'clear_deadline', name: 'submission_wait' },
    { type: 'errands_can_wait' },
  ]);
}

/** The errand goes on being asked, rarely; until then nobody relies on anything that was said. */
export function misunderstand(state: LiveState, event: Of<'answer_not_understood'>): Transition | null {
  const { intentId } = event;
  const isSubmission = intentId === state.submitIntentId && !isDecided(state);
  if (!isSubmission && !state.errands.includes(intentId)) return null;
  if (state.notUnderstood.includes(intentId)) return null;
  const effects: CaseEffect[] = [{ type: 'open_task', kind: 'answer_not_understood', intentId }];
  const body: CaseBody = { ...state, notUnderstood: [...state.notUnderstood, intentId] };
  if (isSubmission && state.name === 'submission_intended') {
    effects.push({ type: 'clear_deadline', name: 'submission_wait' }, { type: 'errands_can_wait' });
    return settle(asWaiting(body), null, effects);
  }
  if (state.name === 'decision_awaited') return giveUpDecision(body, effects);
  return settle(body, causeOf(state), effects);
}

export function decide(state: LiveState, event: Of<'decision_made'>): Transition | null {
  const { intentId, decision, licenceId, errandId } = event;
  const { acceptance } = state;
  if (acceptance.state !== 'accepted' || !state.errands.includes(intentId)) return null;
  const effects: CaseEffect[] = [conclude(intentId, 'confirmed', { decision })];
  const late = isLate(state);
  if (late) effects.push({ type: 'erase', payload: 'decision' });
  const facts: AcceptedFacts = { ...acceptance, decision, licenceId };
  const body: CaseBody = {
    ...state,
    errands: state.errands.filter((errand) => errand !== intentId),
    acceptance: {
      ...acceptance,
      decision,
      licenceId: late || !wantsLicence(state, facts) ? null : licenceId,
    },
  };
  const next = withErrandAfter(withhold(body), errandId, late, 'decided', effects);
  return state.name === 'delivery_finished'
    ? dropPending(next, effects)
    : settle(next, causeOf(state), effects);
}

export function deferDecision(state: LiveState): Transition | null {
  return state.name === 'decision_awaited' ? giveUpDecision(state, []) : null;
}

export function takeLicence(state: LiveState, { intentId }: Of<'licence_fetched'>): Transition | null {
  const { acceptance } = state;
  if (acceptance.state !== 'accepted' || !state.errands.includes(intentId)) return null;
  const wanted = acceptance.licenceId !== null;
  const effects: CaseEffect[] = [
    conclude(intentId, 'confirmed', { licence: 'fetched' }),
    { type: 'clear_deadline', name: 'decision_wait' },
  ];
  if (!wanted) effects.push({ type: 'erase', payload: 'certificate' });
  const body: CaseBody = {
    ...state,
    errands: state.errands.filter((errand) => errand !== intentId),
    acceptance: { ...acceptance, licenceId: null, hasCertificate: acceptance.hasCertificate || wanted },
  };
  return settle(body, causeOf(state), effects);
}

export function recordErrand(state: LiveState, { intentId }: Of<'errand_recorded'>): Transition | null {
  return state.errands.includes(intentId)
    ? settle(withoutErrand(state, intentId), causeOf(state), [conclude(intentId, 'confirmed', {})])
    : null;
}

/** The city answered no for good. What hung on the answer will not come; a rating nobody wants is dropped. */
export function rejectErrand(state: LiveState, event: Of<'errand_rejected'>): Transition | null {
  const { intentId, kind, detail } = event;
  if (!state.errands.includes(intentId)) return null;
  const effects: CaseEffect[] = [conclude(intentId, 'failed', { detail })];
  if (kind !== 'rate') effects.push({ type: 'open_task', kind: 'errand_rejected', intentId });
  const body = withoutErrand(state, intentId);
  if (kind === 'query_decision' || kind === 'fetch_licence') return giveUpDecision(body, effects);
  return settle(body, causeOf(state), effects);
}

/** What was waited for is neither handed out now nor forgotten: a later answer makes a task of it. */
function giveUpDecision(state: CaseBody, effects: CaseEffect[]): Transition {
  const { acceptance } = state;
  effects.push({ type: 'clear_deadline', name: 'decision_wait' }, { type: 'errands_can_wait' });
  if (acceptance.state !== 'accepted') return settle(state, null, effects);
  let body: CaseBody = {
    ...state,
    acceptance: {
      ...acceptance,
      decision: acceptance.decision === 'pending' ? 'later' : acceptance.decision,
      licenceId: null,
    },
  };
  for (const deliverable of state.deliverables) {
    const lacksLicence = deliverable.kind === 'certificate' && acceptance.licenceId !== null;
    if (deliverable.state === 'pending' && lacksLicence) body = missed(body, deliverable, effects);
  }
  return settle(body, null, effects);
}

/** What has to be asked or said next; at most one, so that one id is enough. */
function withErrandAfter(
  body: CaseBody,
  errandId: IntentId,
  late: boolean,
  subject: 'accepted' | 'decided',
  effects: CaseEffect[],
): CaseBody {
  const { acceptance } = body;
  if (acceptance.state !== 'accepted') return body;
  const errands = [...body.errands, errandId];
  const wait: CaseEffect = {
    type: 'set_deadline',
    name: 'decision_wait',
    afterMs: decisionWaitMs[body.handledBy],
  };
  if (acceptance.decision === 'pending' || (acceptance.decision === 'later' && subject === 'accepted')) {
    effects.push({ type: 'intend', intentId: errandId, kind: 'query_decision', evidenceBefore: {} });
    effects.push(late ? { type: 'errands_can_wait' } : wait);
    return { ...body, errands };
  }
  if (acceptance.licenceId !== null) {
    const { licenceId } = acceptance;
    effects.push({
      type: 'intend',
      intentId: errandId,
      kind: 'fetch_licence',
      evidenceBefore: { licenceId },
    });
    effects.push(wait);
    return { ...body, errands };
  }
  effects.push({ type: 'clear_deadline', name: 'decision_wait' });
  if (!late) return body;
  effects.push({ type: 'intend', intentId: errandId, kind: 'notify', evidenceBefore: { subject } });
  return { ...body, errands };
}

/** What was not granted is not handed out; the receipt says why. */
function withhold(body: CaseBody): CaseBody {
  if (body.acceptance.state !== 'accepted' || !isDenied(body.acceptance.decision)) return body;
  const left = body.deliverables.filter(({ kind }) => kind === 'receipt' || kind === 'claim_slip');
  const hasReceipt = left.some(({ kind }) => kind === 'receipt');
  return { ...body, deliverables: hasReceipt ? left : [newReceipt, ...left] };
}

function asWaiting(body: CaseBody): CaseBody {
  const hasReceipt = body.deliverables.some(({ kind }) => kind === 'receipt');
  return {
    ...body,
    acceptance: { state: 'waiting' },
    deliverables: hasReceipt ? body.deliverables : [newReceipt, ...body.deliverables],
  };
}

/** The resident does not wait for it at the terminal any more. */
function isLate(state: LiveState): boolean {
  return state.name === 'delivery_finished' || state.resident === 'leaving' || state.resident === 'gone';
}

function isDecided({ acceptance }: LiveState): boolean {
  return acceptance.state === 'accepted' || acceptance.state === 'refused';
}

function wantsLicence({ deliverables }: CaseBody, { hasCertificate, licenceId }: AcceptedFacts): boolean {
  return licenceId !== null && !hasCertificate && deliverables.some(({ kind }) => kind === 'certificate');
}

function withoutErrand(state: LiveState, intentId: IntentId): CaseBody {
  return { ...state, errands: state.errands.filter((errand) => errand !== intentId) };
}
