import type { Language, LocalizedText } from '../../../contract/words.ts';
import { en } from './en.ts';
import { type Texts, zh } from './zh.ts';

export type { Texts } from './zh.ts';

const all: Readonly<Record<Language, Texts>> = { zh, en };

export function textsOf(language: Language): Texts {
  return all[language];
}

/** A text that came from the core, in the resident's language. */
export function localize(text: LocalizedText | string, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}

const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

/** `2026年11月22日 14:03` or `22 November 2026 at 14:03`, in the terminal's own time zone. */
export function formatInstant(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(new Date(instant));
}

export function formatTimeOfDay(atMs: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

/** Parts a long number for the eye: at its hyphens where it has some, otherwise every four characters. */
export function groupNumber(number: string): string[] {
  return number.split('-').flatMap((part) => part.match(/.{1,4}/g) ?? []);
}
