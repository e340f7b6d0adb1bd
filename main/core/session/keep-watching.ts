import type { Clock } from '../../../contract/clock.ts';

const reconnectDelayMs = 300;

/** Takes a device's stream up again and again until the signal aborts: its host may be restarted in between. */
export async function keepWatching(
  options: { clock: Clock; signal: AbortSignal; onWatchFailed: (error: unknown) => void },
  watchOnce: () => Promise<void>,
): Promise<void> {
  const { clock, signal, onWatchFailed } = options;
  while (!signal.aborted) {
    await watchOnce().catch((error: unknown) => {
      if (!signal.aborted) onWatchFailed(error);
    });
    await pause(clock, reconnectDelayMs, signal);
  }
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(delayMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
