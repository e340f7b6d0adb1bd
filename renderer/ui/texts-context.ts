import { createContext, useContext } from 'react';
import type { Language, LocalizedText } from '../../contract/words.ts';
import { localize, type Texts, textsOf } from './languages/index.ts';

export const LanguageContext = createContext<Language>('zh');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

export function useTexts(): Texts {
  return textsOf(useLanguage());
}

/** Picks the resident's language out of a text that came from the core. */
export function useLocalize(): (text: LocalizedText | string) => string {
  const language = useLanguage();
  return (text) => localize(text, language);
}
