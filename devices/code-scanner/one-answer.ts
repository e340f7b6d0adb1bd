import type { Clock } from '../../contract/clock.ts';

/**
 * Waits for one answer: `onAsk` sends the question and gets `answer` to be called; null after the
 * deadline, or at once when the signal aborts or the question could not be sent.
 */
export function oneAnswer<Answer>(options: {
  clock: Clock;
  deadlineMs: number;
  signal: AbortSignal;
  /** Resolves false when the question did not get out. */
  ask: () => Promise<boolean>;
  /** The listener for the answer while there is somebody to listen, then null. */
  listen: (listener: ((answer: Answer) => void) | null) => void;
}): Promise<Answer | null> {
  const { clock, deadlineMs, signal, ask, listen } = options;
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    const settle = (answer: Answer | null) => {
      cancel();
      signal.removeEventListener('abort', none);
      listen(null);
      resolve(answer);
    };
    const none = () => settle(null);
    const cancel = clock.after(deadlineMs, none);
    signal.addEventListener('abort', none, { once: true });
    listen(settle);
    ask().then((sent) => {
      if (!sent) none();
    }, none);
  });
}
