import type { Clock } from '../../../contract/clock.ts';
import type { DeviceDirectory } from '../devices/index.ts';

export type CardSighting =
  | { type: 'card'; cardNumber: string }
  | { type: 'unreadable' }
  | { type: 'away' }
  | { type: 'waiting' };

const lookAgainMs = 300;

/** Tells every card laid on the reader until the signal aborts, also over restarts of the reader's host. */
export async function watchCards(
  devices: DeviceDirectory,
  clock: Clock,
  signal: AbortSignal,
  onSighting: (sighting: CardSighting) => void,
): Promise<void> {
  while (!signal.aborted) {
    await watchOnce(devices, signal, onSighting).catch(() => {
      // The host is gone; the next look finds the next one.
    });
    if (signal.aborted) return;
    if (!devices.isOnline('id-card-reader')) onSighting({ type: 'away' });
    await new Promise<void>((resolve) => {
      const cancel = clock.after(lookAgainMs, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  }
}

async function watchOnce(
  devices: DeviceDirectory,
  signal: AbortSignal,
  onSighting: (sighting: CardSighting) => void,
): Promise<void> {
  const reader = devices.client('id-card-reader');
  if (!reader) return;
  for await (const event of await reader.watchCards(undefined, { signal })) {
    if (signal.aborted) return;
    if (event.type === 'waiting') onSighting({ type: 'waiting' });
    if (event.type === 'read_failed') onSighting({ type: 'unreadable' });
    if (event.type !== 'card_read') continue;
    const { card } = event;
    onSighting('idNumber' in card ? { type: 'card', cardNumber: card.idNumber } : { type: 'unreadable' });
  }
}
