import type { Language } from '../../contract/words.ts';
import { en } from './texts-en.ts';
import { type AttendantTexts, zh } from './texts-zh.ts';

export type { AttendantTexts };

export const attendantTexts: Readonly<Record<Language, AttendantTexts>> = { zh, en };

/** The word for a key, or null where a newer core knows more keys than this window. */
export function wordOf(words: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(words, key) ? (words[key] ?? null) : null;
}
