import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { ClockStore, type Database, openDatabase } from '../../../db/index.ts';
import { type ClockEvent, ClockWatch } from './clock-watch.ts';

const dayMs = 86_400_000;
let directory: string;
let database: Database;
let store: ClockStore;
let clock: SteppedClock;
let events: ClockEvent[];
let isSynchronised: boolean | null;
let boot: { bootId: string | null; startedAtMs: number };
const watches: ClockWatch[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-clock-'));
  const opened = openDatabase(join(directory, 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  database = opened.value;
  store = new ClockStore(database);
  clock = new SteppedClock();
  events = [];
  isSynchronised = null;
  boot = { bootId: 'boot-1', startedAtMs: clock.monotonicMs() };
});

afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop();
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The program starts. */
function start(): ClockWatch {
  const { startedAtMs, bootId } = boot;
  const watch = new ClockWatch({
    clock,
    boot: { bootId, sinceBootMs: () => clock.monotonicMs() - startedAtMs },
    askSynchronised: async () => isSynchronised,
    notBeforeMs: Date.UTC(2026, 10, 1),
    onEvent: (event) => events.push(event),
  });
  watches.push(watch);
  watch.remember(store);
  return watch;
}

/** Something waits for a time. */
function wait(forMs: number): void {
  const nowMs = clock.wallMs();
  database
    .prepare(`INSERT INTO case_record VALUES (?, '310000000001', 1, 'submission_intended', '{}', ?, ?)`)
    .run('0a000000-0000-4000-8000-000000000000', nowMs, nowMs);
  database
    .prepare('INSERT INTO deadline VALUES (?, ?, ?)')
    .run('0a000000-0000-4000-8000-000000000000', 'resident_expected', nowMs + forMs);
}

const leftMs = (): number =>
  Number(database.prepare('SELECT due_ms FROM deadline').pluck(true).get()) - clock.wallMs();
const names = () => events.map((event) => event.event);

describe('a clock that is set while the terminal runs', () => {
  it.each([
    ['a day ahead', dayMs],
    ['a year back', -365 * dayMs],
  ])('%s -> what waits keeps waiting as long as before, and the times are marked', (_, byMs) => {
    const watch = start();
    wait(60_000);
    clock.advance(10_000);
    clock.setWall(byMs);
    watch.clock.wallMs();
    expect(leftMs()).toBe(50_000);
    expect(watch.trust).toBe('stepped');
    expect(events).toContainEqual({ event: 'clock_stepped', byS: Math.round(byMs / 1000) });
  });

  it('set just before a row is stamped -> noticed first: the row is not moved a second time', () => {
    const watch = start();
    clock.setWall(dayMs);
    watch.clock.wallMs();
    wait(60_000);
    clock.advance(5000);
    watch.clock.wallMs();
    expect(leftMs()).toBe(55_000);
  });

  it('a leap second, repeated or left out, and a time server that slews -> no step', async () => {
    const watch = start();
    await watch.start();
    for (const byMs of [-1000, 1000, 40, 40, 40]) {
      clock.setWall(byMs);
      clock.advance(5000);
    }
    expect(names()).toEqual([]);
  });

  it('daylight saving where the machine keeps local time -> the same instant, no step', () => {
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'America/New_York';
      clock = new SteppedClock(Date.parse('2026-11-01T05:59:58Z'));
      const watch = start();
      wait(60_000);
      const before = new Date(watch.clock.wallMs()).getHours();
      clock.advance(4000);
      expect(new Date(watch.clock.wallMs()).getHours()).toBe(before);
      expect(names()).not.toContain('clock_stepped');
      expect(leftMs()).toBe(56_000);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('a time server confirms it -> synchronised; it is lost again -> unsynchronised', async () => {
    const watch = start();
    isSynchronised = true;
    await watch.start();
    expect(watch.trust).toBe('synchronised');
    clock.setWall(dayMs);
    clock.advance(5000);
    expect(watch.trust).toBe('stepped');
    clock.advance(60_000);
    await Promise.resolve();
    expect(watch.trust).toBe('synchronised');
    isSynchronised = false;
    clock.advance(60_000);
    await Promise.resolve();
    expect(watch.trust).toBe('unsynchronised');
  });
});

describe('a clock at the start', () => {
  it('set by a day while the program was down, machine still up -> waits go on by the time that passed', () => {
    start();
    wait(60_000);
    clock.advance(20_000);
    clock.setWall(dayMs);
    start();
    expect(leftMs()).toBe(40_000);
  });

  it('machine started with an empty clock battery -> told, waits neither expire nor freeze', () => {
    start();
    wait(60_000);
    boot = { bootId: 'boot-2', startedAtMs: clock.monotonicMs() };
    clock.setWall(Date.UTC(2000, 0, 1) - clock.wallMs());
    const watch = start();
    expect(leftMs()).toBe(60_000);
    expect(watch.trust).toBe('stepped');
    expect(names()).toContain('clock_behind');
  });

  it('earlier than the program was made -> not believed, even if something calls it synchronised', async () => {
    clock.setWall(Date.UTC(2020, 0, 1) - clock.wallMs());
    isSynchronised = true;
    const watch = start();
    await watch.start();
    expect(watch.trust).toBe('unsynchronised');
    expect(names()).toEqual(['clock_behind']);
  });

  it('machine off for a night -> the night counts', () => {
    start();
    wait(60_000);
    clock.advance(dayMs / 2);
    boot = { bootId: 'boot-2', startedAtMs: clock.monotonicMs() };
    start();
    expect(leftMs()).toBe(60_000 - dayMs / 2);
    expect(events).toEqual([]);
  });

  it('the city tells quite another time -> told once, and not when time servers confirm the clock', async () => {
    const watch = start();
    watch.hearCity(clock.wallMs() - dayMs);
    watch.hearCity(clock.wallMs() - dayMs);
    expect(events).toEqual([{ event: 'clock_differs_from_city', byS: 86_400 }]);
    isSynchronised = true;
    await watch.start();
    watch.hearCity(clock.wallMs());
    watch.hearCity(clock.wallMs() - dayMs);
    expect(names()).toEqual(['clock_differs_from_city', 'clock_trust_changed']);
  });
});
