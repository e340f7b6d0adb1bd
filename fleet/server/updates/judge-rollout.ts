import type { ActionState, StopCause } from '../../../contract/fleet-rollouts.ts';

export interface JudgedAction {
  state: ActionState;
  /** When something was heard of it, or when its ring began; null before. */
  heardAtMs: number | null;
}

export interface Thresholds {
  successPercent: number;
  errorPercent: number;
  silenceMs: number;
}

export type Judgement =
  | { next: 'wait' }
  /** This ring is to begin. */
  | { next: 'begin'; ring: number }
  | { next: 'stop'; cause: StopCause }
  | { next: 'finish' };

/** An action that runs and of which nothing was heard for too long. */
export function isSilent(
  { state, heardAtMs }: JudgedAction,
  { silenceMs }: Thresholds,
  nowMs: number,
): boolean {
  return (
    (state === 'running' || state === 'cancelling') && heardAtMs !== null && nowMs - heardAtMs >= silenceMs
  );
}

/**
 * What becomes of a rollout. Errors are judged first and in every ring, also in one that is through: one bad release
 * shows itself late.
 *
 * @param rings in order; a ring has begun when none of its actions waits.
 */
export function judgeRollout(rings: readonly (readonly JudgedAction[])[], thresholds: Thresholds): Judgement {
  const counts = rings.map(count);
  if (counts.some(({ errors, all }) => errors * 100 > thresholds.errorPercent * all)) {
    return { next: 'stop', cause: 'too_many_errors' };
  }
  const next = counts.findIndex(({ waiting }) => waiting > 0);
  const before = next > 0 ? counts[next - 1] : undefined;
  if (next === 0) return { next: 'begin', ring: 0 };
  if (before) {
    if (before.successes * 100 >= thresholds.successPercent * before.all)
      return { next: 'begin', ring: next };
    return before.open > 0 ? { next: 'wait' } : { next: 'stop', cause: 'too_few_successes' };
  }
  return counts.every(({ open }) => open === 0) ? { next: 'finish' } : { next: 'wait' };
}

function count(ring: readonly JudgedAction[]) {
  const of = (...states: ActionState[]) => ring.filter(({ state }) => states.includes(state)).length;
  return {
    all: ring.length,
    waiting: of('waiting'),
    open: of('running', 'cancelling'),
    successes: of('success'),
    errors: of('error'),
  };
}

/** How many terminals each ring gets: at least one while there are any left. */
export function ringSizes(terminals: number, shares: readonly number[]): number[] {
  let given = 0;
  return shares
    .map((share) => {
      const until = Math.max(Math.ceil((terminals * share) / 100), Math.min(given + 1, terminals));
      const size = until - given;
      given = until;
      return size;
    })
    .filter((size) => size > 0);
}
