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

/** All of China keeps one time, eight hours before UTC and the same all year; the machine's setting does not matter. */
const timeZone = 'Asia/Shanghai';
const timeZoneOffsetMs = 8 * 3_600_000;

const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };
const formatters = new Map<Language, Intl.DateTimeFormat>();

/** `2026年11月22日 14:03` or `22 November 2026 at 14:03`. */
export function formatInstant(instant: string, language: Language): string {
  let formatter = formatters.get(language);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locales[language], {
      dateStyle: 'long',
      timeStyle: 'short',
      hourCycle: 'h23',
      timeZone,
    });
    formatters.set(language, formatter);
  }
  return formatter.format(new Date(instant));
}

/** `14:03`. By hand: the first formatter costs 40 ms, and this stands on the first screen. */
export function formatTimeOfDay(atMs: number): string {
  return new Date(atMs + timeZoneOffsetMs).toISOString().slice(11, 16);
}

/** Parts a long number for the eye: after its hyphens where it has some, otherwise every four characters. */
export function groupNumber(number: string): string[] {
  const parts = number.includes('-') ? number.match(/[^-]+-?|-/g) : number.match(/.{1,4}/g);
  return parts ?? [];
}
