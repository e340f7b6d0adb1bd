import type { CaseEffect } from './case-event.ts';
import { settle } from './case-settling.ts';
import type { CaseBody } from './case-state.ts';
import { type LiveState, type Of, type Transition, unsuspend } from './case-steps.ts';
import { mayLieAtGate } from './invoice-counts.ts';
import { leavePayment } from './payment-machine.ts';

/** How a resident rates, leaves, is torn away by a restart, and comes back. */

export function rate(state: LiveState, event: Of<'rating_given'> | Of<'rating_skipped'>): Transition {
  if (event.type === 'rating_skipped') return settle({ ...state, rating: 'skipped' }, null, []);
  const { intentId, level, at } = event;
  return settle({ ...state, rating: 'given', errands: [...state.errands, intentId] }, null, [
    { type: 'intend', intentId, kind: 'rate', evidenceBefore: { level, ratedAt: at } },
  ]);
}

export function leave(state: LiveState): Transition | null {
  if (state.resident === 'gone') return null;
  const effects: CaseEffect[] = [
    { type: 'errands_can_wait' },
    { type: 'clear_deadline', name: 'resident_expected' },
    { type: 'clear_deadline', name: 'decision_wait' },
  ];
  for (const payload of ['owner', 'claim', 'decision', 'refusal', 'original'] as const) {
    effects.push({ type: 'erase', payload });
  }
  const cardOut = state.deliverables.some(({ kind, state: of }) => kind === 'card' && of === 'done');
  const gone: CaseBody = {
    ...withDecisionLater(unsuspend(state)),
    resident: 'gone',
    cardCheck: cardOut || mayLieAtGate(state) ? 'wanted' : 'none',
  };
  return settle(leavePayment(gone, effects), null, effects);
}

export function restart(state: LiveState, { expectedForMs }: Of<'process_restarted'>): Transition | null {
  if (state.resident === 'gone' || state.resident === 'interrupted') return null;
  if (expectedForMs === null || state.resident === 'leaving') return leave(state);
  return settle({ ...unsuspend(state), resident: 'interrupted' }, null, [
    { type: 'set_deadline', name: 'resident_expected', afterMs: expectedForMs },
  ]);
}

export function comeBack(state: LiveState): Transition | null {
  if (state.resident !== 'interrupted') return null;
  return settle({ ...state, resident: 'present' }, null, [
    { type: 'clear_deadline', name: 'resident_expected' },
  ]);
}

/** Nobody waits at the terminal any more for what rules decide. */
function withDecisionLater(body: CaseBody): CaseBody {
  const { acceptance } = body;
  if (acceptance.state !== 'accepted' || acceptance.decision !== 'pending') return body;
  return { ...body, acceptance: { ...acceptance, decision: 'later' } };
}
