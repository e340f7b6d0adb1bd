import { createContext, useContext } from 'react';
import type { Language, LocalizedText } from '../../contract/words.ts';
import { type ConsoleTexts, textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

export const LanguageContext = createContext<Language>('zh');

export interface Words {
  language: Language;
  texts: ConsoleTexts;
  /** The text in the language of the page. */
  say(text: LocalizedText): string;
}

export function useWords(): Words {
  const language = useContext(LanguageContext);
  return {
    language,
    texts: language === 'zh' ? textsZh : textsEn,
    say: (text) => text[language],
  };
}
