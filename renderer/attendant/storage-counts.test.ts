import { describe, expect, it } from 'vitest';
import { restoredCount, typedCount } from './storage-counts.ts';

describe('a count that was entered wrongly', () => {
  it('goes back to the one before, less what has come out in between', () => {
    expect(restoredCount({ before: 80, after: 200 }, { count: 200, capacity: 200 })).toBe(80);
    expect(restoredCount({ before: 80, after: 200 }, { count: 197, capacity: 200 })).toBe(77);
    expect(restoredCount({ before: 2, after: 200 }, { count: 190, capacity: 200 })).toBe(0);
  });

  it('cannot go back to what nobody knew, and a count that changed nothing offers nothing', () => {
    expect(restoredCount({ before: null, after: 200 }, { count: 200, capacity: 200 })).toBeNull();
    expect(restoredCount({ before: 80, after: 80 }, { count: 80, capacity: 200 })).toBeNull();
  });
});

describe('the pad', () => {
  it('takes no more digits than the unit could hold, and no leading nought', () => {
    expect(typedCount('', '0', 200)).toBe('0');
    expect(typedCount('0', '7', 200)).toBe('7');
    expect(typedCount('20', '0', 200)).toBe('200');
    expect(typedCount('200', '1', 200)).toBe('200');
  });
});
