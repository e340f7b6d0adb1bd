import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StorageUnit } from '../../../contract/device-common.ts';
import { countOf, levelOf } from './count-of.ts';

const hopper: StorageUnit = {
  unitId: 'hopper',
  kind: 'cards',
  capacity: 200,
  count: null,
  threshold: 20,
  level: 'ok',
};
const bin: StorageUnit = { ...hopper, unitId: 'bin', kind: 'retained', capacity: 30, threshold: 30 };
const noted = { at: '2026-11-22T01:00:00.000Z', count: 180, usedBefore: 1000, deviceCounter: null };

describe('items in a unit', () => {
  it.each([
    ['nobody noted it', hopper, null, { byJournal: 1050, byDevice: null }, null],
    ['the device tells', { ...hopper, count: 7 }, noted, { byJournal: 1050, byDevice: null }, 7],
    [
      'the sensor sees none',
      { ...hopper, level: 'empty' as const },
      noted,
      { byJournal: 1000, byDevice: null },
      0,
    ],
    ['noted, and 50 given since', hopper, noted, { byJournal: 1050, byDevice: null }, 130],
    ['filled up', hopper, { ...noted, count: null }, { byJournal: 1050, byDevice: null }, 150],
    ['more given than there was', hopper, noted, { byJournal: 1900, byDevice: null }, 0],
    ['noted, and 4 taken back since', bin, { ...noted, count: 1 }, { byJournal: 1004, byDevice: null }, 5],
    ['more taken back than fits', bin, { ...noted, count: 1 }, { byJournal: 1099, byDevice: null }, 30],
    [
      'its own counter saw more',
      hopper,
      { ...noted, deviceCounter: 5 },
      { byJournal: 1010, byDevice: 65 },
      120,
    ],
    [
      'device exchanged, its counter is behind',
      hopper,
      { ...noted, deviceCounter: 90 },
      { byJournal: 1010, byDevice: 3 },
      170,
    ],
    ['not known which of several was used', hopper, noted, null, 180],
  ] as const)('%s', (_name, unit, note, moved, count) => {
    expect(countOf(unit, note, moved)).toBe(count);
  });

  it('never fewer than none, never more than fits', () => {
    const figure = fc.nat({ max: 2000 });
    fc.assert(
      fc.property(fc.constantFrom(hopper, bin), figure, figure, figure, (unit, count, before, now) => {
        const known = countOf(
          unit,
          { ...noted, count, usedBefore: before },
          { byJournal: now, byDevice: null },
        );
        expect(known).toBeGreaterThanOrEqual(0);
        expect(known).toBeLessThanOrEqual(unit.capacity);
      }),
    );
  });
});

describe('level of a unit', () => {
  it.each([
    ['enough, and counted so', hopper, 21, 'ok'],
    ['the sensor sees enough, the count says few', hopper, 20, 'low'],
    ['the sensor sees some, the count says none', hopper, 0, 'low'],
    ['no sensor, the count says none', { ...hopper, level: 'unknown' as const }, 0, 'empty'],
    ['no sensor, and not counted', { ...hopper, level: 'unknown' as const }, null, 'unknown'],
    ['no sensor, counted', { ...hopper, level: 'unknown' as const }, 90, 'ok'],
    ['the sensor sees few, whatever was counted', { ...hopper, level: 'low' as const }, 150, 'low'],
    ['the bin counted full', bin, 30, 'full'],
    ['the bin has room', bin, 29, 'ok'],
  ] as const)('%s', (_name, unit, count, level) => {
    expect(levelOf(unit, count)).toBe(level);
  });
});
