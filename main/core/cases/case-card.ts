import type { CaseEffect } from './case-event.ts';
import { settle } from './case-settling.ts';
import { conclude, type LiveState, type Of, type Transition } from './case-steps.ts';
import { recountLast } from './invoice-counts.ts';

/** A card that its resident left at the gate is taken back before the next one comes. */

type CaptureEnding =
  | Of<'effect_confirmed'>
  | Of<'effect_failed'>
  | Of<'effect_missed'>
  | Of<'effect_unknown'>;

export function lookAfter(
  state: LiveState,
  event: Of<'card_left_behind'> | Of<'card_taken'> | Of<'card_unclear'>,
): Transition | null {
  if (state.cardCheck !== 'wanted') return null;
  switch (event.type) {
    case 'card_taken':
      return settle({ ...state, cardCheck: 'none' }, null, []);
    case 'card_unclear':
      return settle({ ...recountLast(state, false), cardCheck: 'none' }, null, [
        { type: 'open_task', kind: 'card_left_behind', intentId: null },
      ]);
    case 'card_left_behind': {
      const { intentId, evidenceBefore } = event;
      return settle({ ...state, cardCheck: 'capturing', captureIntentId: intentId }, null, [
        { type: 'intend', intentId, kind: 'capture_card', evidenceBefore },
      ]);
    }
  }
}

/** Null where the event ends another act. */
export function endCapture(state: LiveState, event: CaptureEnding): Transition | null {
  const { intentId, evidence } = event;
  if (state.cardCheck !== 'capturing' || state.captureIntentId !== intentId) return null;
  const outcome = outcomeOf(event);
  const kind = outcome === 'confirmed' ? 'card_taken_back' : 'card_left_behind';
  const effects: CaseEffect[] = [
    conclude(intentId, outcome, evidence),
    { type: 'open_task', kind, intentId },
  ];
  const body = recountLast(state, outcome === 'confirmed');
  return settle({ ...body, cardCheck: 'none', captureIntentId: null }, null, effects);
}

function outcomeOf({ type }: CaptureEnding): 'confirmed' | 'failed' | 'unknown' {
  if (type === 'effect_confirmed') return 'confirmed';
  return type === 'effect_unknown' ? 'unknown' : 'failed';
}
