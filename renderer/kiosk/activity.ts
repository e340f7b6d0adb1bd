import type { Clock } from '../../contract/clock.ts';

const leastPauseMs = 1000;

function isQuiet(target: EventTarget | null): boolean {
  return target !== null && 'closest' in target && (target as Element).closest('[data-quiet]') !== null;
}

/**
 * Reports touches and keys at most once a second. What lies inside `[data-quiet]` reports itself,
 * because an answer to it would take the touched button away before the finger leaves.
 */
export function watchActivity(
  target: EventTarget,
  clock: Pick<Clock, 'monotonicMs'>,
  report: () => void,
): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  const onEvent = (event: Event) => {
    if (isQuiet(event.target)) return;
    const nowMs = clock.monotonicMs();
    if (nowMs - lastMs < leastPauseMs) return;
    lastMs = nowMs;
    report();
  };
  const kinds = ['pointerdown', 'keydown'] as const;
  for (const kind of kinds) target.addEventListener(kind, onEvent, { capture: true });
  return () => {
    for (const kind of kinds) target.removeEventListener(kind, onEvent, { capture: true });
  };
}
