import { describe, expect, it } from 'vitest';
import { changeableValues, type FormField, pageOfFirst, pagesOfForm } from './form-pages.ts';

const label = { zh: '某项', en: 'Something' };
const text = (key: string, readOnly = false): FormField => ({
  kind: 'text',
  key,
  label,
  keyboard: 'pinyin',
  rule: 'none',
  maxLength: 20,
  required: true,
  readOnly,
});
const choice = (key: string, count: number): FormField => ({
  kind: 'choice',
  key,
  label,
  required: true,
  options: Array.from({ length: count }, (_, index) => ({ value: String(index), label })),
});

describe('form pages', () => {
  it('every field stands on exactly one page, in the order of the form', () => {
    const fields = [text('a', true), text('b'), choice('c', 4), text('d'), choice('e', 12), text('f')];
    for (const capacity of [1, 2, 3, 6]) {
      expect(
        pagesOfForm(fields, capacity)
          .flat()
          .map(({ key }) => key),
      ).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    }
    expect(pagesOfForm(fields, 6).length).toBe(1);
    expect(pagesOfForm(fields, 2).length).toBeGreaterThan(2);
  });

  it('sends what may be changed, an untouched field as empty, and nothing from the card', () => {
    const fields = [text('name', true), text('phone'), choice('kind', 2)];
    expect(changeableValues(fields, { name: '张*', kind: '1' })).toEqual({ phone: '', kind: '1' });
  });

  it('finds the page of the first problem, so that nobody has to search for it', () => {
    const pages = pagesOfForm([text('a'), text('b'), text('c')], 1);
    expect(pageOfFirst(pages, ['c', 'b'])).toBe(1);
    expect(pageOfFirst(pages, ['zzz'])).toBeNull();
  });
});
