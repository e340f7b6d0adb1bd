import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { ChoreStore, type Database, openDatabase } from '../../../db/index.ts';
import { Chores, nextTimeOfDay } from './chores.ts';

const hourMs = 3_600_000;
let directory: string;
let database: Database;
let clock: SteppedClock;
let ran: string[];
let fails: boolean;
let failures: number;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-chores-'));
  const opened = openDatabase(join(directory, 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  database = opened.value;
  // 10:00 in China.
  clock = new SteppedClock(Date.parse('2026-11-22T02:00:00Z'));
  ran = [];
  fails = false;
  failures = 0;
});

afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

function start(): { chores: Chores; begun: Promise<void> } {
  const chores = new Chores({
    store: new ChoreStore(database),
    clock,
    requestDirectory: join(directory, 'requests'),
    work: {
      sweep: {
        nextDueMs: (nowMs) => nextTimeOfDay(nowMs, 4, 10),
        async run(_signal, isAsked) {
          if (fails) throw new Error('the broom broke');
          ran.push(`${new Date(clock.wallMs()).toISOString()}${isAsked ? ' asked' : ''}`);
          return { swept: 1 };
        },
      },
    },
    onEnded: () => {},
    onFailed: () => {
      failures += 1;
    },
  });
  return { chores, begun: chores.start() };
}

/** Lets promises between two looks settle. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 20_000) {
    clock.advance(Math.min(left, 20_000));
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }
}

describe('a nightly chore', () => {
  it('happens once a night, at ten past four in China', async () => {
    const { chores, begun } = start();
    await begun;
    await pass(48 * hourMs);
    expect(ran).toHaveLength(2);
    expect(ran[0]?.slice(0, 16)).toBe('2026-11-22T20:10');
    chores.stop();
  });

  it('the machine was off that night -> made up for at the next start', async () => {
    start().chores.stop();
    clock.advance(24 * hourMs);
    await start().begun;
    expect(ran).toHaveLength(1);
  });

  it('the clock was a year ahead when it was planned -> not held back for a year', async () => {
    clock.setWall(365 * 24 * hourMs);
    start().chores.stop();
    clock.setWall(-365 * 24 * hourMs);
    await start().begun;
    expect(ran).toHaveLength(1);
  });

  it('it fails -> told, and tried the next night', async () => {
    const { chores, begun } = start();
    await begun;
    fails = true;
    await pass(24 * hourMs);
    expect([failures, ran]).toEqual([1, []]);
    fails = false;
    await pass(24 * hourMs);
    expect(ran).toHaveLength(1);
    chores.stop();
  });

  it('somebody asks for it -> done at once, and once', async () => {
    const { chores, begun } = start();
    await begun;
    writeFileSync(join(directory, 'requests', 'sweep.request'), '');
    await pass(60_000);
    expect(ran).toEqual([expect.stringContaining('asked')]);
    chores.stop();
  });
});
