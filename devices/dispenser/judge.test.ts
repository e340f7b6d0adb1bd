import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fault } from './faults.ts';
import { type Facts, judgeCapturing, judgeForgotten, judgePresenting } from './judge.ts';
import type { Answer, Sensed } from './mechanism.ts';

const answers: Answer[] = [
  { kind: 'performed' },
  { kind: 'accepted' },
  { kind: 'silent' },
  { kind: 'refused', fault: fault('jam') },
  { kind: 'refused', fault: fault('moved_by_hand') },
];
const maybe = fc.constantFrom(true, false, null);
const sensedArbitrary: fc.Arbitrary<Sensed> = fc.record({
  gate: fc.constantFrom('empty', 'item_present', null),
  path: fc.constantFrom('clear', 'item_inside', null),
  hopper: fc.constantFrom('enough', 'low', 'empty', null),
  bin: fc.constantFrom('ok', 'full', null),
  moving: fc.constant(false),
  fault: fc.constantFrom(null, fault('jam'), fault('dispense_failed')),
  takenAway: maybe,
  calledBack: maybe,
  binCount: fc.constantFrom(null, 0, 1, 2),
});
const factsArbitrary: fc.Arbitrary<Facts> = fc.record({
  answer: fc.constantFrom(...answers),
  itemSeenInside: fc.boolean(),
  disturbed: fc.boolean(),
  binCountBefore: fc.constantFrom(null, 0, 1),
  after: fc.option(sensedArbitrary),
});

describe('what proves an effect', () => {
  it('a silent unit proves nothing, whatever it said before', () => {
    fc.assert(
      fc.property(factsArbitrary, (facts) => {
        expect(judgePresenting({ ...facts, after: null }).effect).toBe('unknown');
        expect(judgeCapturing({ ...facts, after: null }).effect).toBe('unknown');
      }),
    );
  });

  it('an item seen at the gate: dispensed, and not captured, whatever the unit said', () => {
    fc.assert(
      fc.property(factsArbitrary, sensedArbitrary, (facts, sensed) => {
        const after: Sensed = { ...sensed, gate: 'item_present' };
        expect(judgePresenting({ ...facts, after }).effect).toBe('done');
        expect(judgeCapturing({ ...facts, after }).effect).toBe('none');
      }),
    );
  });

  it('none for a dispense only where the item is seen elsewhere or cannot have moved', () => {
    fc.assert(
      fc.property(factsArbitrary, (facts) => {
        const { after, binCountBefore } = facts;
        if (judgePresenting(facts).effect !== 'none' || !after) return;
        const isInBin =
          after.calledBack ||
          (after.binCount !== null && binCountBefore !== null && after.binCount > binCountBefore);
        const cannotHaveMoved = !facts.itemSeenInside && !facts.disturbed && after.takenAway === false;
        expect(isInBin || after.path === 'item_inside' || cannotHaveMoved).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('a lost line never lets an empty gate count as nothing happened', () => {
    fc.assert(
      fc.property(factsArbitrary, sensedArbitrary, (facts, sensed) => {
        const after: Sensed = {
          ...sensed,
          gate: 'empty',
          path: 'clear',
          takenAway: false,
          calledBack: false,
          binCount: null,
        };
        const answer: Answer = { kind: 'silent' };
        expect(judgePresenting({ ...facts, answer, disturbed: true, after }).effect).toBe('unknown');
      }),
    );
  });

  it('a forgotten command without a note of before is never decided', () => {
    fc.assert(
      fc.property(fc.option(sensedArbitrary), (now) => {
        expect(judgeForgotten(undefined, now).effect).toBe('unknown');
      }),
    );
  });
});
