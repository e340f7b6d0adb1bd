import { describe, expect, it } from 'vitest';
import { watchActivity } from './activity.ts';

/** A target for events and a clock that is set by hand. */
function setUp() {
  const target = new EventTarget();
  let nowMs = 0;
  let reports = 0;
  const stop = watchActivity(target, { monotonicMs: () => nowMs }, () => {
    reports++;
  });
  return {
    touchAt(atMs: number, kind = 'pointerdown') {
      nowMs = atMs;
      target.dispatchEvent(new Event(kind));
    },
    reports: () => reports,
    stop,
  };
}

describe('activity', () => {
  it('reports the first touch at once and then at most one a second', () => {
    const { touchAt, reports } = setUp();
    touchAt(10);
    expect(reports()).toBe(1);
    for (const atMs of [100, 500, 1009]) touchAt(atMs);
    expect(reports()).toBe(1);
    touchAt(1010);
    touchAt(3000, 'keydown');
    expect(reports()).toBe(3);
  });

  it('a moving picture or a passing pointer is no activity', () => {
    const { touchAt, reports } = setUp();
    for (const kind of ['pointermove', 'scroll', 'timeupdate']) touchAt(5000, kind);
    expect(reports()).toBe(0);
  });

  it('reports nothing after it was stopped', () => {
    const { touchAt, reports, stop } = setUp();
    stop();
    touchAt(10);
    expect(reports()).toBe(0);
  });
});
