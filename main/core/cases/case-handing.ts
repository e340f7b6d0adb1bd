import type { CaseEffect } from './case-event.ts';
import { nextStep } from './case-next.ts';
import { dropPending, settle } from './case-settling.ts';
import type { CaseState, Deliverable } from './case-state.ts';
import {
  change,
  conclude,
  inProgress,
  type LiveState,
  missed,
  type Of,
  type Transition,
  unsuspend,
} from './case-steps.ts';
import { handedOutOne, outOfOrder, unclearOne } from './invoice-counts.ts';
import { printsPaymentSlip } from './payment-settling.ts';

/** How a case hands things out, one after another. */

export function intend(state: LiveState, event: Of<'effect_prepared'>): Transition | null {
  if (!isNext(state, event.deliverable)) return null;
  const { intentId, kind, evidenceBefore } = event;
  const body = change(state, event.deliverable, { state: 'in_progress', intentId, by: kind });
  return settle(body, null, [{ type: 'intend', intentId, kind, evidenceBefore }]);
}

export function failPreparation(state: LiveState, event: Of<'preparation_failed'>): Transition | null {
  const isReading = event.deliverable === 'invoice' && nextStep(state)?.act === 'read_invoice';
  if (!isReading && !isNext(state, event.deliverable)) return null;
  const deliverable = state.deliverables.find(({ kind }) => kind === event.deliverable);
  if (!deliverable) return null;
  const effects: CaseEffect[] = [];
  if (isAboutMoney(state, deliverable))
    return settle(change(state, 'receipt', { state: 'failed' }), null, effects);
  if (event.cause === 'content_missing' || !maySuspend(state, deliverable)) {
    return settle(missed(state, { ...deliverable, intentId: null }, effects), null, effects);
  }
  return settle(change(state, event.deliverable, { state: 'suspended' }), event.cause, effects);
}

export function confirm(state: LiveState, event: Of<'effect_confirmed'>): Transition | null {
  const deliverable = inProgress(state, event.intentId);
  if (!deliverable) return null;
  const effects: CaseEffect[] = [conclude(event.intentId, 'confirmed', event.evidence)];
  if (deliverable.kind === 'invoice') return settle(handedOutOne(state), null, effects);
  const done = change(state, deliverable.kind, { state: 'done' });
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

export function fail(state: LiveState, event: Of<'effect_failed'>): Transition | null {
  const deliverable = inProgress(state, event.intentId);
  if (!deliverable) return null;
  const effects = [conclude(event.intentId, 'failed', event.evidence)];
  if (isAboutMoney(state, deliverable))
    return settle(change(state, 'receipt', { state: 'failed' }), null, effects);
  if (deliverable.kind === 'invoice') return stopInvoices(state, deliverable, effects);
  return maySuspend(state, deliverable)
    ? settle(change(state, deliverable.kind, { state: 'suspended' }), event.cause, effects)
    : settle(missed(state, deliverable, effects), null, effects);
}

/** It never happened: open again for a resident who is there or may return, else somebody's task. */
export function miss(state: LiveState, event: Of<'effect_missed'>): Transition | null {
  const deliverable = inProgress(state, event.intentId);
  if (!deliverable) return null;
  const effects = [conclude(event.intentId, 'failed', event.evidence)];
  if (deliverable.kind === 'invoice') return stopInvoices(state, deliverable, effects);
  return settle(change(state, deliverable.kind, { state: 'pending' }), null, effects);
}

export function lose(state: LiveState, event: Of<'effect_unknown'>): Transition | null {
  const deliverable = inProgress(state, event.intentId);
  if (!deliverable) return null;
  const { kind, intentId } = deliverable;
  const effects = [conclude(event.intentId, 'unknown', event.evidence)];
  if (kind !== 'claim_slip') effects.push({ type: 'open_task', kind: `unclear_${kind}`, intentId });
  const body = kind === 'invoice' ? unclearOne(state) : state;
  return settle(change(body, kind, { state: 'unknown' }), null, effects);
}

/** Never tried again after a fault: which number lies in the path only a person can see. */
function stopInvoices(state: LiveState, deliverable: Deliverable, effects: CaseEffect[]): Transition {
  return settle(missed(outOfOrder(state), deliverable, effects), null, effects);
}

export function issueClaim(state: LiveState, { codeHash }: Of<'claim_issued'>): Transition | null {
  if (nextStep(state)?.act !== 'issue_claim') return null;
  const slip: Deliverable = { kind: 'claim_slip', state: 'pending', intentId: null, by: null };
  // A slip about the money that has not begun to come out stands on the slip with the code.
  const others = state.deliverables.filter((each) => each.state !== 'pending' || !isAboutMoney(state, each));
  const body: CaseState = { ...state, claim: 'issued', deliverables: [...others, slip] };
  const suspendedBy = state.name === 'delivery_suspended' ? state.cause : null;
  return settle(body, suspendedBy, [{ type: 'keep_claim', codeHash }]);
}

export function retry(state: LiveState): Transition | null {
  if (state.name !== 'delivery_suspended') return null;
  return settle(unsuspend(state), null, []);
}

/** The resident goes on without the rest. What a device is doing right now is taken back by the runner. */
export function abandon(state: LiveState): Transition | null {
  if (state.name !== 'delivery_suspended' && state.name !== 'delivery_started') return null;
  if (state.resident !== 'present') return null;
  return dropPending({ ...unsuspend(state), resident: 'leaving' }, []);
}

function isNext(state: LiveState, deliverable: Deliverable['kind']): boolean {
  const next = nextStep(state);
  return next?.act === 'hand_out' && next.deliverable === deliverable;
}

/** The screen says the same, so nobody is kept waiting for a printer because of it. */
function isAboutMoney({ payment }: LiveState, { kind }: Deliverable): boolean {
  return kind === 'receipt' && printsPaymentSlip(payment);
}

/** Waiting for a device makes sense while the resident is there for more than a claim slip. */
function maySuspend(state: LiveState, { kind }: Deliverable): boolean {
  return state.resident === 'present' && state.acceptance.state !== 'refused' && kind !== 'claim_slip';
}
