import { describe, expect, it } from 'vitest';
import {
  fromAutomaticStatus,
  noConditions,
  type PrinterConditions,
  reduceStatus,
  toAutomaticStatus,
  toRealTimeStatus,
  withRealTimeStatus,
} from './status.ts';

const roll = { capacity: 300, threshold: 30 };
const rollLevels = { full: 'ok', low: 'low', out: 'empty', jammed: 'ok' } as const;

const asked = (...bytes: [number, number, number, number]) =>
  bytes.reduce<PrinterConditions>(
    (conditions, byte, index) => withRealTimeStatus(conditions, ([1, 2, 3, 4] as const)[index] ?? 1, byte),
    noConditions,
  );

describe('meaning of the status', () => {
  it.each([
    ['all good', asked(0x12, 0x12, 0x12, 0x12), 'online', 'full', undefined],
    ['paper nearly used up', asked(0x12, 0x12, 0x12, 0x1e), 'online', 'low', 'paper_low'],
    ['paper out as seen on a unit', asked(0x1a, 0x32, 0x12, 0x7e), 'online', 'out', 'paper_out'],
    ['cover open', asked(0x1a, 0x16, 0x12, 0x12), 'online', 'full', 'cover_open'],
    ['cutter', asked(0x1a, 0x52, 0x1a, 0x12), 'hardware_error', 'full', 'cutter_error'],
    ['jam', asked(0x1a, 0x52, 0x16, 0x12), 'hardware_error', 'jammed', 'paper_jam'],
    ['head too hot', asked(0x1a, 0x52, 0x52, 0x12), 'online', 'full', 'head_hot'],
    ['broken for good', asked(0x1a, 0x52, 0x32, 0x12), 'hardware_error', 'full', 'unrecoverable'],
    ['offline without a cause', asked(0x1a, 0x12, 0x12, 0x12), 'offline', 'full', 'offline'],
    ['automatic: good', fromAutomaticStatus(noConditions, [0x10, 0, 0, 0]), 'online', 'full', undefined],
    ['automatic: cover', fromAutomaticStatus(noConditions, [0x38, 0, 0, 0]), 'online', 'full', 'cover_open'],
    ['automatic: low', fromAutomaticStatus(noConditions, [0x10, 0, 3, 0]), 'online', 'low', 'paper_low'],
    ['automatic: end', fromAutomaticStatus(noConditions, [0x18, 0, 15, 0]), 'online', 'out', 'paper_out'],
  ] as const)('%s', (_, conditions, state, paper, code) => {
    expect(reduceStatus(conditions, roll)).toMatchObject({
      state,
      paper,
      storage: [{ unitId: 'roll', capacity: 300, count: null, level: rollLevels[paper] }],
      ...(code ? { fault: { code } } : { fault: null }),
    });
  });

  it('cover open and paper out -> the cover is named first, because it is closed last', () => {
    expect(reduceStatus(asked(0x1a, 0x36, 0x12, 0x7e), roll).fault?.code).toBe('cover_open');
  });

  it('reserved bits of a maker -> shown, not swallowed, and in nobody’s way', () => {
    expect(reduceStatus(fromAutomaticStatus(noConditions, [0x10, 0, 0x40, 0x01]), roll)).toMatchObject({
      state: 'online',
      fault: {
        code: 'unknown_vendor_bits',
        nextAct: 'none',
        vendorCode: expect.stringContaining('3:40 4:01'),
      },
    });
  });

  it('both ways of telling say the same', () => {
    const facts: (keyof PrinterConditions)[] = [
      'coverOpen',
      'paperEnd',
      'cutterError',
      'mechanicalError',
      'paperNearEnd',
    ];
    for (const fact of facts) {
      const conditions = { ...noConditions, [fact]: true };
      const automatic = fromAutomaticStatus(noConditions, toAutomaticStatus(conditions));
      const real = ([1, 2, 3, 4] as const).reduce(
        (before, part) => withRealTimeStatus(before, part, toRealTimeStatus(conditions, part)),
        noConditions,
      );
      expect(reduceStatus(automatic, roll).fault?.code).toBe(reduceStatus(real, roll).fault?.code);
      expect(automatic[fact]).toBe(true);
    }
  });
});
