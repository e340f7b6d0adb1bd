import { z } from 'zod';

/**
 * The input method's data as `build/make-pinyin-table.ts` writes it. A weight is one base-36 digit
 * after each text, on a logarithmic scale of frequency.
 */
export const pinyinTableSchema = z.strictObject({
  /** One line a syllable: `chong 重x充r…`. */
  characters: z.string(),
  /** One line a spelling, in the order of the bare letters: `shang'hai 上海r 伤害o`. */
  words: z.string(),
  /** Surnames of one character, most frequent first. */
  surnames: z.string(),
  /** Characters of given names, most frequent first. */
  given: z.string(),
});
export type PinyinTable = z.infer<typeof pinyinTableSchema>;
