/** What became of a verb: done, meant for a screen that has moved on, or not possible here. */
export type VerbResult = 'done' | 'stale' | 'not_now';

export function asResult(isDone: boolean): VerbResult {
  return isDone ? 'done' : 'not_now';
}
