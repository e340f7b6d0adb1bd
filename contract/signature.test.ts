import { expect, it } from 'vitest';
import { keptSignatureSchema, mostPoints, type Signature, signatureSchema } from './signature.ts';

const point = { x: 0.1, y: 0.2, pressure: 0.7, timeMs: 0 };
const signature: Signature = {
  drawnOn: 'pad',
  aspectRatio: 1.6,
  strokes: [[point, { ...point, x: 0.3, timeMs: 16 }]],
};

it('a case put by before pressure was kept -> its signature is still sent', () => {
  const kept = keptSignatureSchema.parse([
    [
      [0.1, 0.2, 0],
      [0.3, 0.4, 16.4],
    ],
  ]);
  expect(signatureSchema.parse(kept).strokes).toEqual([
    [
      { x: 0.1, y: 0.2, pressure: 0.5, timeMs: 0 },
      { x: 0.3, y: 0.4, pressure: 0.5, timeMs: 16 },
    ],
  ]);
  expect(keptSignatureSchema.parse(signature)).toEqual(signature);
});

it('a signature without ink, of points outside the field, or without end -> refused at the edge', () => {
  const withStrokes = (strokes: Signature['strokes']) =>
    signatureSchema.safeParse({ ...signature, strokes }).success;
  expect(withStrokes(signature.strokes)).toBe(true);
  expect(withStrokes([])).toBe(false);
  expect(withStrokes([[point]])).toBe(false);
  expect(withStrokes([[point, { ...point, x: 1.01 }]])).toBe(false);
  expect(withStrokes([[point, { ...point, pressure: -0.1 }]])).toBe(false);
  expect(withStrokes([[point, { ...point, timeMs: Number.NaN }]])).toBe(false);
  expect(withStrokes([Array.from({ length: mostPoints + 1 }, () => point)])).toBe(false);
});
