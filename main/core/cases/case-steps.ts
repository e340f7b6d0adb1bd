import type { HandedOutKind } from '../../../contract/kiosk-screens.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import type { CaseEffect, CaseEvent } from './case-event.ts';
import type { AcceptedFacts, CaseBody, CaseState, Deliverable, SuspensionCause } from './case-state.ts';
import { isOwed } from './payment-settling.ts';

/** What the transitions of a case are made of. */
export interface Transition {
  state: CaseState;
  effects: CaseEffect[];
}

export type Of<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>;
export type LiveState = Exclude<CaseState, { name: 'case_closed' }>;

/** Looked at, and not granted. */
export function isDenied(decision: AcceptedFacts['decision']): boolean {
  return decision === 'refused' || decision === 'returned';
}

export function change(body: CaseBody, kind: HandedOutKind, to: Partial<Deliverable>): CaseBody {
  return {
    ...body,
    deliverables: body.deliverables.map((deliverable) =>
      deliverable.kind === kind ? { ...deliverable, ...to } : deliverable,
    ),
  };
}

export function inProgress(state: LiveState, intentId: IntentId): Deliverable | undefined {
  return state.deliverables.find(
    (deliverable) => deliverable.intentId === intentId && deliverable.state === 'in_progress',
  );
}

export function causeOf(state: LiveState): SuspensionCause | null {
  return state.name === 'delivery_suspended' ? state.cause : null;
}

export function conclude(
  intentId: IntentId,
  outcome: 'confirmed' | 'failed' | 'unknown',
  evidence: Evidence,
): CaseEffect {
  return { type: 'conclude', intentId, outcome, evidence };
}

/** What was suspended is open again. */
export function unsuspend(state: CaseBody): CaseBody {
  return {
    ...state,
    deliverables: state.deliverables.map((deliverable) =>
      deliverable.state === 'suspended' ? { ...deliverable, state: 'pending' } : deliverable,
    ),
  };
}

/** It will not be handed out here any more: somebody owes it to the resident. */
export function missed(body: CaseBody, { kind, intentId }: Deliverable, effects: CaseEffect[]): CaseBody {
  if (body.acceptance.state !== 'refused' && kind !== 'claim_slip' && isOwed(body.payment, kind)) {
    effects.push({ type: 'open_task', kind: `missing_${kind}`, intentId });
  }
  return change(body, kind, { state: 'failed' });
}
