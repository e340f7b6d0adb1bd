import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureStrokesSchema } from '../../../contract/kiosk.ts';
import { StrokeRecorder } from './stroke-recorder.ts';

const box = { left: 100, top: 200, width: 400, height: 200 };
const at = (x: number, y: number, timeMs: number) => ({ x, y, timeMs });

describe('signature strokes', () => {
  it('places points in 0..1 of the field and counts time from the first touch', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 5000), box);
    recorder.move(1, [at(500, 400, 5016), at(100, 200, 5033)], box);
    recorder.end(1);
    recorder.begin(1, at(200, 250, 6000), box);
    recorder.end(1);
    expect(recorder.strokes[0]).toEqual([
      [0.5, 0.5, 0],
      [1, 1, 16],
      [0, 0, 33],
    ]);
    expect(recorder.strokes[1]?.[0]).toEqual([0.25, 0.25, 1000]);
  });

  it('a finger that slides out of the field leaves its ink at the edge', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 0), box);
    recorder.move(1, [at(9000, -50, 8)], box);
    recorder.end(1);
    expect(recorder.strokes[0]?.[1]).toEqual([1, 0, 8]);
  });

  it('a dot is a stroke', () => {
    const recorder = new StrokeRecorder();
    recorder.begin(1, at(300, 300, 0), box);
    recorder.end(1);
    expect(signatureStrokesSchema.safeParse(recorder.strokes).success).toBe(true);
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
    expect(recorder.strokes[0]?.[0]).toEqual([0.5, 0.5, 0]);
  });

  it('whatever is scribbled, the core accepts it', () => {
    const sample = fc.record({ x: fc.integer(), y: fc.integer(), timeMs: fc.integer({ min: 0 }) });
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
          expect(signatureStrokesSchema.safeParse(recorder.strokes).success).toBe(true);
        },
      ),
    );
  });
});
