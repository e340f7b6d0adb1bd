import type { PinyinCandidate } from './pinyin-engine.ts';

/** What stands in the field, and the pinyin letters that are not yet characters. */
export interface Composition {
  readonly value: string;
  readonly letters: string;
}

export type KeyPress =
  | { readonly kind: 'text'; readonly text: string }
  /** A pinyin letter or the apostrophe that parts syllables. */
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'backspace' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'choose'; readonly candidate: PinyinCandidate };

const mostLetters = 40;

function lengthOf(text: string): number {
  return [...text].length;
}

/** Adds as much as fits: what is over the limit is not taken, so nothing has to be cut later. */
function append(value: string, text: string, maxLength: number): string {
  return lengthOf(value) + lengthOf(text) > maxLength ? value : value + text;
}

/**
 * One press on the on-screen keyboard. Choosing a candidate moves it into the field and keeps the
 * letters it did not use. `maxLength` counts characters as people do, not UTF-16 units.
 */
export function press(composition: Composition, key: KeyPress, maxLength: number): Composition {
  const { value, letters } = composition;
  switch (key.kind) {
    case 'text':
      return { value: append(value, key.text, maxLength), letters };
    case 'letter':
      if (key.letter === "'" && (letters === '' || letters.endsWith("'"))) return composition;
      if (letters.length >= mostLetters || lengthOf(value) >= maxLength) return composition;
      return { value, letters: letters + key.letter };
    case 'backspace':
      if (letters !== '') return { value, letters: letters.slice(0, -1) };
      return { value: [...value].slice(0, -1).join(''), letters };
    case 'clear':
      return { value: '', letters: '' };
    case 'choose': {
      const chosen = append(value, key.candidate.text, maxLength);
      const rest = chosen === value ? letters : letters.slice(key.candidate.usedLetters);
      return { value: chosen, letters: rest };
    }
  }
}
