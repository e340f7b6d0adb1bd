import type { Language } from '../../contract/words.ts';

const locales = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>;

/** Day and time in the zone of the person at the desk. */
export function shownTime(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(locales[language], {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
