import { describe, expect, it } from 'vitest';
import { attendantTexts, wordOf } from './texts.ts';
import { cellName, dayAndTimeOf, timeOf } from './times.ts';

/** Every text by its path; functions are called with example values. */
function flatten(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('7', '3'))]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) =>
    flatten(inner, path === '' ? key : `${path}.${key}`),
  );
}

describe("the technician's words", () => {
  it('no text is empty, and no English text is left in Chinese', () => {
    for (const [path, text] of flatten(attendantTexts.zh, '')) expect(text.trim(), path).not.toBe('');
    for (const [path, text] of flatten(attendantTexts.en, '')) {
      expect(text.trim(), path).not.toBe('');
      expect(/\p{Script=Han}/u.test(text), `${path}: ${text}`).toBe(false);
    }
  });

  it('a kind of task or event that a newer core knows -> no words of another one', () => {
    expect(wordOf(attendantTexts.en.tasks.kinds, 'missing_receipt')).toBe('Receipt is owed');
    expect(wordOf(attendantTexts.en.tasks.kinds, 'not_known_here_yet')).toBeNull();
    expect(wordOf(attendantTexts.en.log.events, 'toString')).toBeNull();
  });

  it('times are told as the clocks in China show them, cells as on their doors', () => {
    expect(timeOf('2026-11-22T16:05:09.000Z')).toBe('00:05:09');
    expect(dayAndTimeOf('2026-11-22T16:05:09.000Z')).toBe('11-23 00:05');
    expect(cellName({ board: 1, cell: 3 })).toBe('1-03');
  });
});
