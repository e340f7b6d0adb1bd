import { describe, expect, it } from 'vitest';
import type { InkEvent } from '../../contract/device-classes.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { InkBatch } from './ink-batch.ts';
import { InkTracker } from './ink-tracker.ts';
import type { StuPenReport } from './stu-codec.ts';
import { stuModels } from './stu-models.ts';

const { capability } = stuModels['stu-430'];
const threshold = { on: 21, off: 16 };

function makeTracker() {
  const clock = new SteppedClock();
  return { clock, tracker: new InkTracker({ capability, threshold, clock }) };
}

function pen(change: Partial<StuPenReport>): StuPenReport {
  const rest = { x: 4800, y: 3000, timeCount: null, sequenceNumber: null };
  return { near: true, switches: 1, pressure: 500, ...rest, ...change };
}

const timeOf = (event: InkEvent | null) => (event?.type === 'ink' ? event.points[0]?.timeMs : null);

describe('ink of a pen', () => {
  it('a light hand that trembles around the mark -> one stroke, not many', () => {
    const { tracker } = makeTracker();
    const events = [20, 21, 17, 20, 16, 15, 20].map((pressure) => tracker.take(pen({ pressure })));
    expect(events.map((event) => (event?.type === 'ink' ? event.begins : (event?.type ?? null)))).toEqual([
      null,
      true,
      false,
      false,
      false,
      'pen_lifted',
      null,
    ]);
  });

  it('a pen that leaves the pad -> ends its stroke, and its last report is no point at the corner', () => {
    const { tracker } = makeTracker();
    tracker.take(pen({}));
    expect(tracker.take(pen({ near: false, pressure: 0, x: 0, y: 0 }))).toEqual({ type: 'pen_lifted' });
    expect(tracker.take(pen({ near: false, pressure: 0, x: 0, y: 0 }))).toBeNull();
  });

  it('the edges of the field and the strongest pressure are 0 and 1; what lies beyond is taken as the edge', () => {
    const { tracker } = makeTracker();
    expect(tracker.take(pen({ x: 0, y: 6000, pressure: 1023 }))).toMatchObject({
      points: [{ x: 0, y: 1, pressure: 1 }],
    });
    expect(tracker.take(pen({ x: 65_535, y: 65_535, pressure: 4095 }))).toMatchObject({
      points: [{ x: 1, y: 1, pressure: 1 }],
    });
  });

  it('times are those of the pad, also when its clock starts over, and after a pause longer than its range', () => {
    const { tracker, clock } = makeTracker();
    expect(timeOf(tracker.take(pen({ timeCount: 65_530 })))).toBe(0);
    clock.advance(30);
    expect(timeOf(tracker.take(pen({ timeCount: 4 })))).toBe(10);
    clock.advance(140_000);
    expect(timeOf(tracker.take(pen({ timeCount: (65_530 + 140_020) % 65_536 })))).toBe(140_020);
  });

  it('a pad without a clock -> times are those of arrival', () => {
    const { tracker, clock } = makeTracker();
    tracker.take(pen({}));
    clock.advance(25);
    expect(timeOf(tracker.take(pen({})))).toBe(25);
  });

  it('a clock that jumps back -> times never do', () => {
    const { tracker, clock } = makeTracker();
    tracker.take(pen({ timeCount: 1000 }));
    clock.advance(50);
    tracker.take(pen({ timeCount: 1050 }));
    clock.advance(5);
    expect(timeOf(tracker.take(pen({ timeCount: 1010 })))).toBe(50);
  });
});

describe('batches of ink', () => {
  const point = (timeMs: number) => ({ x: 0, y: 0, pressure: 1, timeMs });
  const ink = (begins: boolean, timeMs: number): InkEvent => ({
    type: 'ink',
    begins,
    points: [point(timeMs)],
  });

  it('points of a frame go together, a lifted pen pushes them out, and the order stays', () => {
    const clock = new SteppedClock();
    const told: InkEvent[] = [];
    const batch = new InkBatch(clock, (event) => told.push(event));
    batch.add(ink(true, 0));
    batch.add(ink(false, 5));
    expect(told).toEqual([]);
    clock.advance(16);
    expect(told).toEqual([{ type: 'ink', begins: true, points: [point(0), point(5)] }]);
    batch.add(ink(false, 20));
    batch.add({ type: 'pen_lifted' });
    batch.add(ink(true, 30));
    batch.drop();
    clock.advance(100);
    expect(told.slice(1)).toEqual([ink(false, 20), { type: 'pen_lifted' }]);
  });
});
