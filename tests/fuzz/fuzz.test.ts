import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import type { FuzzTarget } from './target.ts';
import { fuzzTargets } from './targets.ts';

const frames = 20_000;

describe('fuzzing', () => {
  it.each(fuzzTargets.map((target) => [target.name, target] as const))(
    '%s: random and mutated frames -> no crash, no hang, bounded, and the next good frame is read',
    (_name, target) => {
      const report = fuzz(target, { frames, seed: 'test' });
      expect(report.frames).toBe(frames);
      expect(report.messages).toBeGreaterThan(0);
    },
    60_000,
  );

  it.each([
    ['grows', 'the buffer grows', { push: () => [], fallSilent: () => [], pendingBytes: 9 }],
    ['loses frames', 'is lost', { push: () => [], fallSilent: () => [], pendingBytes: 0 }],
  ])('a decoder that %s -> is found', (_name, message, decoder) => {
    const target: FuzzTarget = {
      name: 'broken',
      goodFrames: [{ bytes: Uint8Array.of(1), message: '01' }],
      maxPendingBytes: 8,
      make: () => decoder,
    };
    expect(() => fuzz(target, { frames: 100, seed: 'test' })).toThrow(message);
  });
});
