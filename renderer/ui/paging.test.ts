import { describe, expect, it } from 'vitest';
import { paginate } from './paging.ts';

const one = () => 1;

describe('paginate', () => {
  it('keeps order and loses nothing', () => {
    expect(paginate([1, 2, 3, 4, 5, 6, 7], 3, one)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('counts large things as large, and gives one larger than a page its own', () => {
    expect(paginate([1, 2, 9, 1, 1], 3, (size) => size)).toEqual([[1, 2], [9], [1, 1]]);
  });

  it('has one page even for nothing', () => {
    expect(paginate([], 3, one)).toEqual([[]]);
  });
});
