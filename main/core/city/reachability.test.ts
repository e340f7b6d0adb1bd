import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { type ReachabilityWatch, startReachabilityWatch } from './reachability.ts';

type City = 'answers' | 'refuses' | 'silent';

let clock: SteppedClock;
let city: City;
let told: boolean[];
let probes: number;
let watch: ReachabilityWatch;

function probe(signal: AbortSignal): Promise<boolean> {
  probes++;
  if (city !== 'silent') return Promise.resolve(city === 'answers');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(false)));
}

/** Lets promises settle between steps of time, so that every answer arrives at its own moment. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) {
    clock.advance(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

beforeEach(() => {
  clock = new SteppedClock();
  city = 'answers';
  told = [];
  probes = 0;
});
afterEach(() => watch.stop());

async function start(): Promise<void> {
  watch = startReachabilityWatch({ probe, clock, listener: (reachable) => told.push(reachable) });
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a terminal watching its city', () => {
  it('is told at the start, and not again while nothing changes', async () => {
    await start();
    expect(told).toEqual([true]);
    await pass(20_000);
    expect(told).toEqual([true]);
    expect(probes).toBeLessThanOrEqual(11);
  });

  it.each(['refuses', 'silent'] as const)(
    'a city that %s -> told within 3 s at the worst moment',
    async (how) => {
      await start();
      city = how;
      await pass(2000);
      expect(told).toEqual([true]);
      await pass(1000);
      expect(told).toEqual([true, false]);
    },
  );

  it('an interruption shorter than 450 ms -> not told', async () => {
    await start();
    await pass(1950);
    city = 'refuses';
    await pass(450);
    city = 'answers';
    await pass(5000);
    expect(told).toEqual([true]);
  });

  it('a city that is back -> told within 2 s, after two answers', async () => {
    city = 'silent';
    await start();
    await pass(5000);
    expect(told).toEqual([false]);
    city = 'answers';
    await pass(2000);
    expect(told).toEqual([false, true]);
  });

  it('a city that answers every other look -> stays away instead of flickering', async () => {
    city = 'refuses';
    await start();
    await pass(3000);
    for (let round = 0; round < 6; round++) {
      city = 'answers';
      await pass(500);
      city = 'refuses';
      await pass(1000);
    }
    expect(told).toEqual([false]);
  });

  it('another call found the city silent -> told without waiting for the next look', async () => {
    await start();
    await pass(200);
    city = 'refuses';
    watch.suspect();
    await pass(450);
    expect(told).toEqual([true, false]);
  });

  it('ended in the middle of a look -> asks and tells nothing more', async () => {
    city = 'silent';
    await start();
    watch.stop();
    const before = probes;
    await pass(10_000);
    expect([told, probes]).toEqual([[], before]);
  });
});
