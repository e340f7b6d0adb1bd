import { describe, expect, it } from 'vitest';
import type { ActionState } from '../../../contract/fleet-rollouts.ts';
import { isSilent, judgeRollout, ringSizes } from './judge-rollout.ts';

const thresholds = { successPercent: 90, errorPercent: 10, silenceMs: 60_000 };
const ring = (counts: Partial<Record<ActionState, number>>) =>
  Object.entries(counts).flatMap(([state, count]) =>
    Array.from({ length: count }, () => ({ state: state as ActionState, heardAtMs: 0 })),
  );
const judge = (...rings: ReturnType<typeof ring>[]) => judgeRollout(rings, thresholds);

describe('what becomes of a rollout', () => {
  it('begins with the first ring and only with it', () => {
    expect(judge(ring({ waiting: 1 }), ring({ waiting: 9 }))).toEqual({ next: 'begin', ring: 0 });
  });

  it('too few of a ring have proved it -> the next one does not begin', () => {
    expect(judge(ring({ success: 8, running: 2 }), ring({ waiting: 90 }))).toEqual({ next: 'wait' });
    expect(judge(ring({ success: 9, running: 1 }), ring({ waiting: 90 }))).toEqual({
      next: 'begin',
      ring: 1,
    });
  });

  it('one error more than allowed -> everything stops, also while others still run', () => {
    expect(judge(ring({ success: 8, error: 1, running: 1 }), ring({ waiting: 90 }))).toEqual({
      next: 'wait',
    });
    const stop = { next: 'stop', cause: 'too_many_errors' };
    expect(judge(ring({ error: 2, running: 8 }), ring({ waiting: 90 }))).toEqual(stop);
    expect(judge(ring({ success: 10 }), ring({ success: 80, error: 10 }))).toEqual(stop);
  });

  it('no error allowed -> the first one stops it', () => {
    const none = { ...thresholds, errorPercent: 0 };
    expect(judgeRollout([ring({ error: 1, running: 9 })], none)).toMatchObject({ next: 'stop' });
  });

  it('a ring is through without enough successes -> stopped with that reason, not hung for ever', () => {
    const stopped = { next: 'stop', cause: 'too_few_successes' };
    expect(judge(ring({ success: 8, error: 1, cancelled: 1 }), ring({ waiting: 9 }))).toEqual(stopped);
  });

  it('finished only when the last one has told how it ended', () => {
    expect(judge(ring({ success: 1 }), ring({ success: 8, running: 1 }))).toEqual({ next: 'wait' });
    expect(judge(ring({ success: 1 }), ring({ success: 9 }))).toEqual({ next: 'finish' });
  });

  it('a terminal that says nothing -> silent at the deadline, not before, and not before its ring began', () => {
    const running = { state: 'running', heardAtMs: 1000 } as const;
    expect(isSilent(running, thresholds, 60_999)).toBe(false);
    expect(isSilent(running, thresholds, 61_000)).toBe(true);
    expect(isSilent({ state: 'waiting', heardAtMs: null }, thresholds, 1e12)).toBe(false);
    expect(isSilent({ state: 'success', heardAtMs: 0 }, thresholds, 1e12)).toBe(false);
  });

  it('shares of a fleet -> every ring has somebody, and nobody is left out', () => {
    expect(ringSizes(100, [5, 25, 100])).toEqual([5, 20, 75]);
    expect(ringSizes(3, [5, 25, 100])).toEqual([1, 1, 1]);
    expect(ringSizes(1, [5, 25, 100])).toEqual([1]);
    expect(ringSizes(2, [1, 2, 100])).toEqual([1, 1]);
  });
});
