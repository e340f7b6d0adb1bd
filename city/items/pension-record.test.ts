import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inventPensionRecord } from './pension-record.ts';

const people = fc.record({
  idNumber: fc.stringMatching(/^\d{17}[\dX]$/),
  birthDate: fc
    .date({ min: new Date('1930-01-01'), max: new Date('2015-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  sex: fc.constantFrom('male' as const, 'female' as const),
});

it('invents for anybody a record without gaps, ending before this month, with money that adds up', () => {
  fc.assert(
    fc.property(people, (person) => {
      const { contributions } = inventPensionRecord(person, '2026-11-22');
      contributions.forEach(({ month, base, employer, personal }, index) => {
        const [year, number] = month.split('-').map(Number);
        const before = contributions[index - 1]?.month.split('-').map(Number);
        if (before)
          expect((year ?? 0) * 12 + (number ?? 0)).toBe((before[0] ?? 0) * 12 + (before[1] ?? 0) + 1);
        expect(month < '2026-11').toBe(true);
        expect(base).toBeGreaterThanOrEqual(4000);
        expect(base).toBeLessThanOrEqual(37_000);
        expect(employer).toBeCloseTo(personal * 2, 2);
      });
      expect(inventPensionRecord(person, '2026-11-22').contributions).toEqual(contributions);
    }),
    { numRuns: 25 },
  );
});
