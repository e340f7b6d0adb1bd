import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { itemCodeSchema } from '../../../contract/words.ts';
import { formatConfigProblem, loadCatalog } from '../catalog/index.ts';
import { HelpBook, mostSuggested } from './help-book.ts';
import { loadHelp } from './load-help.ts';

const catalogDirectory = fileURLToPath(new URL('../../../catalog', import.meta.url));
const catalog = await loadCatalog(catalogDirectory);
if (!catalog.ok) throw new Error('the catalogue cannot be read');
const itemCodes = catalog.value.map(({ itemCode }) => itemCode);
const loaded = await loadHelp(catalogDirectory, itemCodes);
if (!loaded.ok) throw new Error(loaded.error.map(formatConfigProblem).join('\n'));
const { entries, spellings } = loaded.value;
const book = new HelpBook(loaded.value);
const ids = (asked: string, language: 'zh' | 'en' = 'zh') =>
  book.find(asked, language).map(({ entryId }) => entryId);
const [residence, pension] = ['312000083000', '312000990001'].map((code) => itemCodeSchema.parse(code));

describe('the questions and answers that are shipped', () => {
  it('are sixty and more, each short enough to be read standing', () => {
    expect(entries.length).toBeGreaterThanOrEqual(60);
    for (const { entryId, question, answer } of entries) {
      expect(question.zh.length, entryId).toBeLessThanOrEqual(24);
      expect(answer.zh.length, entryId).toBeLessThanOrEqual(80);
      expect(answer.en.length, entryId).toBeLessThanOrEqual(200);
      expect(answer.en + question.en, entryId).not.toMatch(/[\u2018-\u201d]|\p{Script=Han}/u);
    }
  });

  it('are each found by every one of their key words, in characters, in pinyin, by first letters and in English', () => {
    for (const { entryId, keyWords } of entries) {
      for (const word of keyWords.zh) {
        expect(ids(word), `${entryId}: ${word}`).toContain(entryId);
        const syllables = (spellings[word] ?? '').split(' ');
        expect(ids(syllables.join('')), `${entryId}: ${syllables.join('')}`).toContain(entryId);
        const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
        if (syllables.length > 2) expect(ids(initials), `${entryId}: ${initials}`).toContain(entryId);
      }
      for (const word of keyWords.en) expect(ids(word, 'en'), `${entryId}: ${word}`).toContain(entryId);
    }
  });

  it('stand first when their own question is asked', () => {
    for (const { entryId, question } of entries) {
      expect(ids(question.zh)[0], question.zh).toBe(entryId);
      expect(ids(question.en, 'en')[0], question.en).toBe(entryId);
    }
  });

  it('have the pinyin of their present key words', () => {
    const words = [...new Set(entries.flatMap(({ keyWords }) => keyWords.zh))].sort();
    expect(Object.keys(spellings)).toEqual(words);
    for (const word of words) {
      const spelt = pinyin(word, { toneType: 'none', type: 'array', v: true }).join(' ').toLowerCase();
      expect(spellings[word]).toBe(spelt);
    }
  });

  it('suggest something on every screen where a resident does something', () => {
    for (const screen of [
      'welcome',
      'identification',
      'item_list',
      'form',
      'material',
      'signature',
    ] as const) {
      expect(book.suggest({ screen, itemCode: null }).length, screen).toBeGreaterThan(2);
    }
    for (const screen of ['summary', 'submitting', 'payment', 'delivery', 'outcome'] as const) {
      expect(book.suggest({ screen, itemCode: null }).length, screen).toBeGreaterThan(1);
    }
  });
});

describe('finding', () => {
  it('takes a half-typed word, a part of a word, ü as v and as u, and a syllable mark', () => {
    expect(ids('yanglaobx')).toEqual([]);
    expect(ids('yanglaob')).toContain('pension-records');
    expect(ids('baoxian')).toContain('pension-records');
    expect(ids("yang'lao")).toContain('pension-records');
    expect(ids('养lao')).not.toEqual([]);
    expect(ids('sui shen ma')).toContain('forgot-id-card');
  });

  it('takes a whole sentence, and other forms of an English word', () => {
    expect(ids('我的身份证丢了怎么办')[0]).toBe('card-lost');
    expect(ids('printing my pensions', 'en')).toContain('pension-records');
  });

  it('finds nothing for nothing, and cannot be broken by signs', () => {
    for (const asked of ['', '   ', '"', '*', "'", 'AND OR NOT', '-', '甲*"', ')(', '😀']) {
      expect(() => ids(asked), asked).not.toThrow();
    }
    expect(ids('***')).toEqual([]);
    expect(ids('qzqx')).toEqual([]);
  });
});

describe('suggesting', () => {
  it('puts what is about this item on this screen first, and leaves other items out', () => {
    const suggested = book.suggest({ screen: 'form', itemCode: residence ?? null });
    expect(suggested[0]?.itemCode).toBe(residence);
    expect(suggested.some(({ itemCode }) => itemCode === pension)).toBe(false);
    expect(suggested.length).toBeLessThanOrEqual(mostSuggested);
  });
});

describe('a mistake in the questions and answers', () => {
  const copy = () => {
    const directory = mkdtempSync(join(tmpdir(), 'help-'));
    cpSync(join(catalogDirectory, 'help'), join(directory, 'help'), { recursive: true });
    return { directory, file: join(directory, 'help', 'items.json') };
  };
  const told = async (directory: string) => {
    const result = await loadHelp(directory, itemCodes);
    return result.ok ? '' : result.error.map(formatConfigProblem).join('\n');
  };

  it('is told with file and key, so that a technician can put it right', async () => {
    const { directory, file } = copy();
    const change = (from: string, to: string) =>
      writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    change('"312000990001"', '"999999999999"');
    expect(await told(directory)).toMatch(/items\.json: 0\.itemCode 999999999999 is no item/);
    change('"999999999999"', '"312000990001"');
    change('"养老保险"', '"养老保险卡"');
    expect(await told(directory)).toMatch(/"养老保险卡" has no pinyin; run: node/);
    change('"养老保险卡"', '"养老保险"');
    change('"pension-gap"', '"pension-records"');
    expect(await told(directory)).toMatch(/"pension-records" is used twice/);
    change('"question"', '"qestion"');
    expect(await told(directory)).toMatch(/items\.json: .*qestion is not a known key/);
  });

  it('is not that a catalogue has none at all', async () => {
    expect(await told(mkdtempSync(join(tmpdir(), 'no-help-')))).toBe('');
  });
});
