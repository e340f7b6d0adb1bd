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

/** All of China keeps one time; the machine's own setting does not matter. */
const timeZone = 'Asia/Shanghai';

/** `2026年11月22日 14:03` or `22 November 2026 at 14:03`. */
export function formatInstant(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(instant));
}

export function formatTimeOfDay(atMs: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(atMs);
}

/** Parts a long number for the eye: after its hyphens where it has some, otherwise every four characters. */
export function groupNumber(number: string): string[] {
  const parts = number.includes('-') ? number.match(/[^-]+-?|-/g) : number.match(/.{1,4}/g);
  return parts ?? [];
}
