import type { HandedOutKind } from '../../../contract/kiosk-screens.ts';
import { isHandedOut, mayHandOut } from './case-settling.ts';
import type { CaseState } from './case-state.ts';
import { isCountDue } from './invoice-counts.ts';

/** What is to be done next on a device or for a claim; null if nothing, or it is under way. */
export type NextStep =
  | { act: 'issue_claim' }
  | { act: 'look_after_card' }
  | { act: 'tell_count' }
  | { act: 'read_invoice' }
  | { act: 'hand_out'; deliverable: HandedOutKind };

export function nextStep(state: CaseState): NextStep | null {
  if (state.name === 'case_closed') return null;
  const isThere = state.resident === 'present' || state.resident === 'leaving';
  if (state.claim === 'wanted' && isThere) return { act: 'issue_claim' };
  if (state.cardCheck === 'wanted') return { act: 'look_after_card' };
  if (isCountDue(state)) return { act: 'tell_count' };
  if (state.name !== 'delivery_started' && state.name !== 'submission_refused') return null;
  if (state.deliverables.some((deliverable) => deliverable.state === 'in_progress')) return null;
  if (isToBeRead(state)) return { act: 'read_invoice' };
  const next = state.deliverables.find((deliverable) => mayHandOut(state, deliverable));
  return next ? { act: 'hand_out', deliverable: next.kind } : null;
}

/** The resident has the invoice, and what it carries is not known yet. */
function isToBeRead({ invoiceSale, resident, deliverables }: CaseState): boolean {
  if (!invoiceSale?.toRead || resident !== 'present') return false;
  return deliverables.some(({ kind, state }) => kind === 'invoice' && state === 'pending');
}

/** After everything is in hand, or the resident goes on without it. A waiting case is rated as well. */
export function canRate(state: CaseState): boolean {
  if (state.name !== 'delivery_finished' && state.name !== 'delivery_started') return false;
  const isOver = state.name === 'delivery_finished' || isHandedOut(state) || state.resident === 'leaving';
  const isThere = state.resident === 'present' || state.resident === 'leaving';
  return isOver && isThere && state.rating === 'open';
}
