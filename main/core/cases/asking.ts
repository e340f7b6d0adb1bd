import type { Clock } from '../../../contract/clock.ts';
import { err, ok, type Result } from '../../../contract/result.ts';

/** `stopped`: the program is ending, nothing may be concluded from it. */
export type AskFailure = { kind: 'timeout' | 'failed' | 'stopped' };

/**
 * Asks with a deadline. The question's signal is aborted at the deadline and at the stop; the answer
 * comes back then even if the one asked never settles.
 */
export function askWithin<Answer>(
  clock: Clock,
  stop: AbortSignal,
  timeoutMs: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Result<Answer, AskFailure>> {
  if (stop.aborted) return Promise.resolve(err({ kind: 'stopped' }));
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (result: Result<Answer, AskFailure>) => {
      cancelTimer();
      stop.removeEventListener('abort', onStop);
      resolve(result);
    };
    const giveUp = (kind: 'timeout' | 'stopped') => {
      controller.abort();
      end(err({ kind }));
    };
    const onStop = () => giveUp('stopped');
    const cancelTimer = clock.after(timeoutMs, () => giveUp('timeout'));
    stop.addEventListener('abort', onStop);
    ask(controller.signal).then(
      (answer) => end(ok(answer)),
      () => end(err({ kind: 'failed' })),
    );
  });
}

/** Resolves after `delayMs`, or at once when stopped. */
export function pause(clock: Clock, stop: AbortSignal, delayMs: number): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      stop.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(delayMs, end);
    stop.addEventListener('abort', end);
  });
}
