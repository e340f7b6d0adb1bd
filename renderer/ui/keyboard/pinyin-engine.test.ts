import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PinyinEngine } from './pinyin-engine.ts';
import { pinyinTableSchema } from './pinyin-table.ts';

const table = pinyinTableSchema.parse(
  JSON.parse(readFileSync(new URL('./pinyin-table.generated.json', import.meta.url), 'utf8')),
);
const engine = await PinyinEngine.build(table, async () => {});
const pageSize = 12;
const texts = (input: string, preferNames = false) =>
  engine.lookUp(input, { preferNames }).map(({ text }) => text);
const firstPage = (input: string, preferNames = false) => texts(input, preferNames).slice(0, pageSize);

describe('pinyin engine', () => {
  it('offers words of several syllables on the first page', () => {
    expect(firstPage('shanghai')[0]).toBe('上海');
    expect(firstPage('ouyang')).toContain('欧阳');
    expect(firstPage('zhuzhi').length).toBeGreaterThan(3);
    expect(firstPage('pudongxinqu').slice(0, 3)).toContain('浦东新区');
  });

  it('offers a personal name that stands in no dictionary, so that nobody has to pick it together', () => {
    expect(firstPage('zhangwei')).toContain('张伟');
    expect(firstPage('zhangwei', true)).toContain('张伟');
    expect(firstPage('wangxiuying', true).slice(0, 4)).toContain('王秀英');
    expect(firstPage('lina', true)).toContain('李娜');
  });

  it('reaches rare characters of names by paging', () => {
    expect(texts('chong')).toContain('翀');
    expect(texts('jing')).toContain('璟');
    expect(texts('shan', true)).toContain('单');
    expect(texts('qiu')).toContain('仇');
  });

  it('reads an ambiguous spelling both ways', () => {
    const candidates = firstPage('xian');
    expect(candidates).toContain('西安');
    expect(candidates).toContain('先');
    expect(texts("xi'an")[0]).toBe('西安');
  });

  it('takes v for ü and both spellings of lüe', () => {
    expect(firstPage('lv')).toContain('绿');
    expect(firstPage('nv')).toContain('女');
    expect(firstPage('lve')).toContain('略');
    expect(firstPage('lue')).toContain('略');
  });

  it('uses up only the letters of the chosen part, so that the rest can be chosen next', () => {
    const part = engine.lookUp('zhangcheshi', { preferNames: true }).find(({ text }) => text === '张');
    expect(part?.usedLetters).toBe('zhang'.length);
    const marked = engine.lookUp("xi'an", { preferNames: false }).find(({ text }) => text === '西');
    expect(marked?.usedLetters).toBe("xi'".length);
    expect(
      engine.lookUp('lveduo', { preferNames: false }).find(({ text }) => text === '略')?.usedLetters,
    ).toBe(3);
  });

  it('offers words by their first letters and while the last syllable is half typed', () => {
    expect(firstPage('shh')).toContain('上海');
    expect(firstPage('shangh')).toContain('上海');
    expect(firstPage('bj')).toContain('北京');
  });

  it('always offers something to choose while letters are typed', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') expect(texts(letter), letter).not.toHaveLength(0);
    expect(texts('')).toEqual([]);
  });
});
