import { describe, expect, it } from 'vitest';
import type { Violation } from '../../../main/core/cases/index.ts';
import { countFindings, type Found, holds } from './summary.ts';

const nothing: Found = {
  kills: 3,
  recoveriesMs: [400, 900.4],
  violations: [],
  personalData: [],
  unplannedEnds: 0,
  stuckVisits: 0,
};
const broken = (invariant: Violation['invariant'], differenceFen?: number): Violation => ({
  invariant,
  detail: `something of ${invariant}`,
  ...(differenceFen === undefined ? {} : { differenceFen }),
});

describe('the summary of a run', () => {
  it('nothing found -> it holds, with the slowest recovery', () => {
    const counts = countFindings(nothing);
    expect(counts).toMatchObject({ kills: 3, maxRecoveryMs: 900, moneyDifference: 0 });
    expect(holds(counts)).toBe(true);
  });

  it.each([
    ['I1', { lostCases: 2 }],
    ['I2', { effectsWithoutIntent: 2 }],
    ['I3', { doubleEffects: 2 }],
    ['I4', { openIntentsWithoutTask: 2 }],
    ['rating', { errandDifferences: 2 }],
    ['parcel', { errandDifferences: 2 }],
  ] as const)(
    '%s broken twice -> %j, and a run that lost something is not called well',
    (invariant, expected) => {
      const counts = countFindings({ ...nothing, violations: [broken(invariant), broken(invariant)] });
      expect(counts).toMatchObject(expected);
      expect(holds(counts)).toBe(false);
    },
  );

  it('money in the wrong place in two cases -> the sum of both, not their number', () => {
    const counts = countFindings({ ...nothing, violations: [broken('I5', 1000), broken('I5', 500)] });
    expect(counts.moneyDifference).toBe(1500);
    expect(holds(counts)).toBe(false);
  });

  it.each<[string, Partial<Found>]>([
    [
      'somebody named in a log',
      { personalData: [{ place: 'logs/terminal.log', kind: 'name', encoding: 'utf-8' }] },
    ],
    ['a core that ended by itself', { unplannedEnds: 1 }],
    ['a resident for whom nothing went on', { stuckVisits: 1 }],
    ['back in service after 3 s', { recoveriesMs: [3000] }],
  ])('%s -> not called well', (_, found) => {
    expect(holds(countFindings({ ...nothing, ...found }))).toBe(false);
  });
});
