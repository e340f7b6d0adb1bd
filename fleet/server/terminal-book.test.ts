import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fleetTimes, type StatusReport } from '../../contract/fleet.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import type { Database } from './database.ts';
import { TerminalBook } from './terminal-book.ts';
import { exampleReport } from './test-report.ts';

const terminalId = terminalIdSchema.parse('HALL-0001');

/** One enrolled terminal; keeps what is written. */
function databaseWith(report: StatusReport | null, heardAtMs: number | null) {
  const written: unknown[][] = [];
  const row = {
    terminal_id: terminalId,
    enrolled_at_ms: 0,
    certificate_fingerprint: 'f',
    certificate_until_ms: 1,
    district: null,
    heard_at_ms: heardAtMs,
    report: report && JSON.stringify(report),
  };
  const database: Pick<Database, 'read' | 'write'> = {
    read: async (schema) => [schema.parse(row)],
    write: async (_sql, values) => void written.push(values ?? []),
  };
  return { database: database as Database, written };
}

describe('the book of terminals', () => {
  let clock: SteppedClock;
  let book: TerminalBook;
  let written: unknown[][];
  async function open(report: StatusReport | null = null, heardAtMs: number | null = null) {
    const fake = databaseWith(report, heardAtMs);
    written = fake.written;
    const onFailure = (error: unknown) => {
      throw error;
    };
    book = new TerminalBook({ database: fake.database, clock, write: () => {}, onFailure });
    await book.load();
  }
  const rows = () => book.changedSince(0, () => true).rows;
  const state = () => rows()[0]?.state;
  const hear = (report = exampleReport()) => book.hear({ terminalId, kind: 'status', report });

  beforeEach(() => {
    clock = new SteppedClock();
  });
  afterEach(() => book.stop());

  it('a report -> at once to whoever looks, and what stood there before first', async () => {
    await open();
    const seen: (string | undefined)[] = [];
    const ending = new AbortController();
    const following = (async () => {
      for await (const _wake of book.wakes(ending.signal)) {
        seen.push(rows()[0]?.state);
        if (seen.length === 2) break;
      }
    })();
    await expect.poll(() => seen).toEqual(['unreachable']);
    hear();
    await following;
    expect(seen).toEqual(['unreachable', 'ok']);
  });

  it('many reports within a moment -> whoever looks is woken once, with what changed last', async () => {
    await open();
    const wakes = book.wakes(undefined);
    const woken: unknown[] = [];
    const next = () => wakes.next().then((wake) => woken.push(wake.value));
    await next();
    hear();
    await next();
    const waiting = next();
    for (let sequence = 2; sequence <= 50; sequence += 1) hear({ ...exampleReport(), sequence });
    await expect.poll(() => clock.waiting).toBeGreaterThan(1);
    expect(woken).toHaveLength(2);
    clock.advance(250);
    await waiting;
    expect(book.changedSince(0, () => true).rows).toHaveLength(1);
  });

  it('nothing has changed since -> nothing is told again; of another district -> nothing ever', async () => {
    await open();
    const first = book.changedSince(0, () => true);
    expect(first).toMatchObject({ all: true, rows: [{ terminalId }] });
    expect(book.changedSince(first.revision, () => true)).toMatchObject({ all: false, rows: [] });
    hear();
    expect(book.changedSince(first.revision, () => true)).toMatchObject({
      all: false,
      rows: [{ state: 'ok' }],
    });
    expect(book.changedSince(first.revision, (district) => district === 'another').rows).toEqual([]);
  });

  it('the last will -> unreachable at once; the next report -> back', async () => {
    await open();
    hear();
    book.hear({ terminalId, kind: 'presence' });
    expect(state()).toBe('unreachable');
    hear();
    expect(state()).toBe('ok');
  });

  it('silence without a will, as when the broker has failed -> unreachable after a while', async () => {
    await open();
    hear();
    clock.advance(fleetTimes.reportEveryMs + 5000);
    expect(state()).toBe('ok');
    clock.advance(fleetTimes.silentAfterMs);
    expect(state()).toBe('unreachable');
  });

  it('server started anew -> what was said a moment ago holds, what is long ago does not', async () => {
    await open(exampleReport(), clock.wallMs() - 10_000);
    expect(state()).toBe('ok');
    book.stop();
    await open(exampleReport(), clock.wallMs() - 3_600_000);
    expect(state()).toBe('unreachable');
    expect(book.page(terminalId)?.report).toEqual(exampleReport());
  });

  it('thousands say every 30 s that all is as before -> the database is left in peace', async () => {
    await open();
    for (let sequence = 1; sequence <= 10; sequence += 1) hear({ ...exampleReport(), sequence });
    expect(written).toHaveLength(1);
    hear(exampleReport({ cityReachable: false }));
    expect(written).toHaveLength(2);
  });

  it('somebody who never enrolled here is not in the book', async () => {
    await open();
    book.hear({ terminalId: terminalIdSchema.parse('OTHER-1'), kind: 'status', report: exampleReport() });
    expect(rows().map((row) => row.terminalId)).toEqual([terminalId]);
    expect(book.isCurrent(terminalId, 'another')).toBe(false);
  });
});
