import { describe, expect, it } from 'vitest';
import { formatInstant, formatTimeOfDay, groupNumber, localize, textsOf } from './index.ts';

/** Every text by its path; functions are called with example values. */
function flatten(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('7', '3', 'x'))]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) =>
    flatten(inner, path === '' ? key : `${path}.${key}`),
  );
}

const zh = new Map(flatten(textsOf('zh'), ''));
const en = new Map(flatten(textsOf('en'), ''));
const han = /\p{Script=Han}/u;
const chineseInEnglish = new Set(['otherLanguageName', 'keyboard.modes.pinyin']);

describe('languages', () => {
  it('English has every text that Chinese has and no other', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
  });

  it('no text is empty, and no English text is left in Chinese', () => {
    for (const [path, text] of [...zh, ...en]) expect(text.trim(), path).not.toBe('');
    for (const [path, text] of en) {
      if (!chineseInEnglish.has(path)) expect(han.test(text), `${path}: ${text}`).toBe(false);
    }
  });

  it('no English text has quotation marks that the Chinese font draws as wide as a character', () => {
    for (const [path, text] of en) expect(text, path).not.toMatch(/[\u2018-\u201d]/);
  });

  it('values given to a text appear in it, in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const texts = textsOf(language);
      expect(texts.countdown.lead(17)).toContain('17');
      expect(texts.stepOf(2, 6, 'x')).toMatch(/2.*6.*x/);
      expect(texts.delivery.cell(1, 3)).toBe('1-03');
      expect(localize({ zh: '甲', en: 'A' }, language)).toBe(language === 'zh' ? '甲' : 'A');
    }
  });

  it('times are told as the clocks in China show them', () => {
    expect(formatInstant('2026-11-22T06:03:00.000Z', 'zh')).toBe('2026年11月22日 14:03');
    expect(formatInstant('2026-11-22T06:03:00.000Z', 'en')).toBe('22 November 2026 at 14:03');
    expect(formatTimeOfDay(Date.parse('2026-11-22T16:05:00.000Z'))).toBe('00:05');
  });

  it('a long number is read in groups, and nothing of it is lost', () => {
    expect(groupNumber('310199202611220001')).toEqual(['3101', '9920', '2611', '2200', '01']);
    expect(groupNumber('20261122-310199-0001-7')).toEqual(['20261122-', '310199-', '0001-', '7']);
  });
});
