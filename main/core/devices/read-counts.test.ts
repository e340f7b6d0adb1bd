import { describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { Feed } from '../../../link/index.ts';
import { keepReadCounts, ReadCounter } from './read-counts.ts';

async function* of(...events: unknown[]) {
  yield* events;
}

describe('what readers read', () => {
  it('cards read are counted, not cards that failed; a listener that goes after the first counts it', async () => {
    const counter = new ReadCounter();
    const events = [
      { type: 'waiting' },
      { type: 'read_failed' },
      { type: 'card_read' },
      { type: 'card_read' },
    ];
    const reader = counter.watchOver('id-card-reader', { watchCards: async () => of(...events) });
    for await (const _event of await reader.watchCards()) void _event;
    expect(counter.counts.value.cards_read).toBe(2);

    const scanner = counter.watchOver('code-scanner', { watchCodes: async () => of('a', 'b') });
    for await (const _code of await scanner.watchCodes()) break;
    expect(counter.counts.value.codes_scanned).toBe(1);
  });

  it('other classes and other calls pass through untouched', async () => {
    const counter = new ReadCounter();
    const printer = { print: async () => 'done' };
    expect(counter.watchOver('receipt-printer', printer)).toBe(printer);
    const reader = counter.watchOver('id-card-reader', { watchStatus: async () => 'online' });
    expect(await reader.watchStatus()).toBe('online');
  });

  it('written down once for all reads of a second, and each read once', () => {
    const clock = new SteppedClock();
    const counts = new Feed({ cards_read: 0, codes_scanned: 0 });
    const written: string[] = [];
    keepReadCounts(counts, (name, count) => written.push(`${name} +${count}`), clock);
    counts.set({ cards_read: 1, codes_scanned: 0 });
    counts.set({ cards_read: 2, codes_scanned: 0 });
    expect(written).toEqual([]);
    clock.advance(1000);
    expect(written).toEqual(['cards_read +2']);
    counts.set({ cards_read: 2, codes_scanned: 1 });
    clock.advance(1000);
    expect(written).toEqual(['cards_read +2', 'codes_scanned +1']);
  });
});
