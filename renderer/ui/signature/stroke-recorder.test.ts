import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostPoints, strokesSchema } from '../../../contract/signature.ts';
import { StrokeRecorder } from './stroke-recorder.ts';

const box = { left: 100, top: 200, width: 400, height: 200 };
const at = (x: number, y: number, timeMs: number, pressure = 0.5) => ({ x, y, pressure, timeMs });
const point = (x: number, y: number, timeMs: number, pressure = 0.5) => ({ x, y, pressure, timeMs });

describe('signature strokes', () => {
  it('places points in 0..1 of the field and counts time from the first touch', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 5000), box);
    recorder.move(1, [at(500, 400, 5016), at(100, 200, 5033)], box);
    recorder.end(1);
    recorder.begin(1, at(200, 250, 6000), box);
    recorder.end(1);
    expect(recorder.strokes[0]).toEqual([point(0.5, 0.5, 0), point(1, 1, 16), point(0, 0, 33)]);
    expect(recorder.strokes[1]?.[0]).toEqual(point(0.25, 0.25, 1000));
  });

  it('a finger that slides out of the field leaves its ink at the edge', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 0), box);
    recorder.move(1, [at(9000, -50, 8)], box);
    recorder.end(1);
    expect(recorder.strokes[0]?.[1]).toEqual(point(1, 0, 8));
  });

  it('a dot is a stroke', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 0), box);
    recorder.end(1);
    expect(strokesSchema.safeParse(recorder.finished()).success).toBe(true);
  });

  it('the palm beside the finger writes nothing and does not end the stroke', () => {
    const recorder = new StrokeRecorder();
    expect(recorder.begin(1, at(300, 300, 0), box)).toBe(true);
    expect(recorder.begin(2, at(120, 390, 4), box)).toBe(false);
    expect(recorder.move(2, [at(130, 390, 8)], box)).toEqual([]);
    recorder.end(2);
    recorder.move(1, [at(310, 300, 12)], box);
    recorder.end(1);
    expect(recorder.strokes).toHaveLength(1);
    expect(recorder.strokes[0]).toHaveLength(2);
  });

  it('undo takes the last stroke, clear takes all, and writing goes on after both', () => {
    const recorder = new StrokeRecorder();
    for (const x of [150, 250, 350]) {
      recorder.begin(1, at(x, 300, x), box);
      recorder.end(1);
    }
    recorder.undo();
    expect(recorder.strokes).toHaveLength(2);
    recorder.clear();
    expect(recorder.strokes).toHaveLength(0);
    recorder.begin(7, at(300, 300, 9000), box);
    recorder.end(7);
    expect(recorder.strokes[0]?.[0]).toEqual(point(0.5, 0.5, 0));
  });

  it('whatever is scribbled, the core accepts it', () => {
    const sample = fc.record({
      x: fc.integer(),
      y: fc.integer(),
      timeMs: fc.integer({ min: 0 }),
      pressure: fc.double({ min: -1, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(sample, { minLength: 1 }), { minLength: 1, maxLength: 260 }),
        (scribble) => {
          const recorder = new StrokeRecorder();
          for (const [first, ...rest] of scribble) {
            if (!first) continue;
            recorder.begin(3, first, box);
            recorder.move(3, rest, box);
            recorder.end(3);
          }
          expect(strokesSchema.safeParse(recorder.finished()).success).toBe(true);
        },
      ),
    );
  });

  it('how hard a pen presses is kept', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 0, 0.25), box);
    recorder.move(1, [at(310, 300, 8, 1)], box);
    expect(recorder.strokes[0]?.map(({ pressure }) => pressure)).toEqual([0.25, 1]);
  });

  it('a pad fails after the first stroke -> the finger goes on behind it, in place and in time', () => {
    const recorder = new StrokeRecorder();
    recorder.replace([[point(0.1, 0.1, 0, 0.9)]], 5000);
    expect(recorder.append(false, [point(0.2, 0.2, 10, 0.8)], 5010)).toHaveLength(2);
    recorder.append(true, [point(0.3, 0.3, 200, 0.8)], 5200);
    recorder.begin(1, at(300, 300, 7200), box);
    recorder.end(1);
    expect(recorder.finished()).toEqual([
      [point(0.1, 0.1, 0, 0.9), point(0.2, 0.2, 10, 0.8)],
      [point(0.3, 0.3, 200, 0.8), point(0.3, 0.3, 200, 0.8)],
      [point(0.5, 0.5, 2200), point(0.5, 0.5, 2200)],
    ]);
    expect(strokesSchema.safeParse(recorder.finished()).success).toBe(true);
  });

  it('somebody scribbles without end -> no more is taken than is accepted', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 0), box);
    const scribble = Array.from({ length: mostPoints + 100 }, (_, step) => at(100 + (step % 400), 300, step));
    recorder.move(1, scribble, box);
    recorder.end(1);
    expect(recorder.begin(1, at(300, 300, 0), box)).toBe(false);
    expect(strokesSchema.safeParse(recorder.finished()).success).toBe(true);
  });
});
