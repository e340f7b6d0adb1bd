import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import { Feed } from '../../../link/index.ts';

/** What readers have read since the core started. */
export interface ReadCounts {
  cards_read: number;
  codes_scanned: number;
}

const writeAfterMs = 1000;

/** Counts what passes through a reader's stream, whoever listens. */
export class ReadCounter {
  readonly counts = new Feed<ReadCounts>({ cards_read: 0, codes_scanned: 0 });

  /** The client with its streams counted; other classes come back as they are. */
  watchOver<Client extends object>(deviceClass: HostedDeviceClass, client: Client): Client {
    switch (deviceClass) {
      case 'id-card-reader':
        return this.#counted(client, 'watchCards', (event) => isRead(event) && 'cards_read');
      case 'code-scanner':
        return this.#counted(client, 'watchCodes', () => 'codes_scanned');
      default:
        return client;
    }
  }

  #counted<Client extends object>(
    client: Client,
    stream: string,
    nameOf: (event: unknown) => keyof ReadCounts | false,
  ): Client {
    const add = (name: keyof ReadCounts) => {
      const counts = this.counts.value;
      this.counts.set({ ...counts, [name]: counts[name] + 1 });
    };
    return new Proxy(client, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property);
        if (property !== stream || typeof value !== 'function') return value;
        return async (...input: unknown[]) => {
          const events: AsyncIterable<unknown> = await Reflect.apply(value, target, input);
          return countEvents(events, (event) => {
            const name = nameOf(event);
            if (name) add(name);
          });
        };
      },
    });
  }
}

async function* countEvents(events: AsyncIterable<unknown>, onEvent: (event: unknown) => void) {
  for await (const event of events) {
    try {
      yield event;
    } finally {
      // After it was handed on: counting keeps nobody waiting. Also where the listener wants no more.
      onEvent(event);
    }
  }
}

function isRead(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'card_read';
}

/**
 * Writes the counts down, a second behind: a crash costs the reads of that second, and no reader ever
 * waits for the disk.
 */
export function keepReadCounts(
  counts: Feed<ReadCounts>,
  addReads: (name: keyof ReadCounts, count: number) => void,
  clock: Clock,
): void {
  const written: ReadCounts = { cards_read: 0, codes_scanned: 0 };
  let isDue = false;
  counts.subscribe(() => {
    if (isDue) return;
    isDue = true;
    clock.after(writeAfterMs, () => {
      isDue = false;
      for (const name of ['cards_read', 'codes_scanned'] as const) {
        const more = counts.value[name] - written[name];
        if (more === 0) continue;
        addReads(name, more);
        written[name] += more;
      }
    });
  });
}
