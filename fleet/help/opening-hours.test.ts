import { describe, expect, it } from 'vitest';
import { isOpenAt, openingHoursSchema } from './opening-hours.ts';

const hours = openingHoursSchema.parse([
  { days: [1, 2, 3, 4, 5], from: '08:30', to: '17:30' },
  { days: [6], from: '09:00', to: '12:00' },
]);

describe('when helpers are at work', () => {
  it.each([
    ['a Monday morning before they begin', '2026-11-23T08:29:00+08:00', false],
    ['the minute they begin', '2026-11-23T08:30:00+08:00', true],
    ['the last minute', '2026-11-23T17:29:59+08:00', true],
    ['the minute they go', '2026-11-23T17:30:00+08:00', false],
    ['a Saturday morning', '2026-11-28T10:00:00+08:00', true],
    ['a Sunday', '2026-11-29T10:00:00+08:00', false],
    ['midnight', '2026-11-23T00:00:00+08:00', false],
    ['Monday in China while it is Sunday in London', '2026-11-22T23:59:00Z', false],
    ['Monday morning in China, early in London', '2026-11-23T00:45:00Z', true],
  ])('%s -> %s', (_what, at, isOpen) => {
    expect(isOpenAt(hours, Date.parse(at))).toBe(isOpen);
  });

  it('nobody has said when -> always', () => {
    expect(isOpenAt([], Date.parse('2026-11-29T03:00:00+08:00'))).toBe(true);
  });
});
