import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import type { FuzzTarget } from './target.ts';
import { fuzzTargets } from './targets.ts';

const frames = 2000;

describe('fuzzing', () => {
  it.each(fuzzTargets.map((target) => [target.name, target] as const))(
    '%s: random and mutated frames -> no crash, no hang, bounded, and the next good frame is read',
    (_name, target) => {
      const report = fuzz(target, { frames, seed: 'test' });
      expect(report.frames).toBe(frames);
      expect(report.goodFrames).toBeGreaterThan(100);
    },
    60_000,
  );

  it.each([
    ['grows', 'the buffer grows', { push: () => [], fallSilent: () => [], pending: 9 }],
    ['loses frames', 'is lost', { push: () => [], fallSilent: () => [], pending: 0 }],
  ])('a decoder that %s -> is found', (_name, message, decoder) => {
    const target: FuzzTarget = {
      name: 'broken',
      goodFrames: [{ bytes: Uint8Array.of(1), message: '01' }],
      maxPending: 8,
      make: () => decoder,
    };
    expect(() => fuzz(target, { frames: 100, seed: 'test' })).toThrow(message);
  });
});
