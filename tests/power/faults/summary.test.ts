import { describe, expect, it } from 'vitest';
import type { Violation } from '../../../main/core/cases/index.ts';
import { countFindings, describeRecoveries, type Found, holds, type Recovery } from './summary.ts';

const back = (ms: number): Recovery => ({ ms, kill: `1/1 ${ms} before submit`, wholeTerminal: false });
const nothing: Found = {
  kills: 3,
  recoveries: [back(400), back(900.4)],
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
    ['back in service after 3 s', { recoveries: [back(3000)] }],
  ])('%s -> not called well', (_, found) => {
    expect(holds(countFindings({ ...nothing, ...found }))).toBe(false);
  });

  it('three ways back -> half and nearly all of them, and which kill the slowest followed', () => {
    const described = describeRecoveries([back(300), back(900), back(600)]);
    expect(described).toMatchObject({ medianMs: 600, p99Ms: 900 });
    expect(described.slowest.map(({ kill }) => kill)[0]).toBe('1/1 900 before submit');
  });
});
