/** Stands between two key words, so that no phrase reaches from one into the next. */
const border = 'qzq';

const han = /\p{Script=Han}/u;

/**
 * Text as the index takes it: FTS5 parts words at spaces and would keep a run of Chinese as one word,
 * so every Chinese character becomes a word of its own.
 */
export function splitHan(text: string): string {
  return text.replace(/\p{Script=Han}/gu, ' $& ').trim();
}

export function joinKeyWords(words: readonly string[]): string {
  return words.map(splitHan).join(` ${border} `);
}

/** Spellings from every syllable on, so that `baoxian` finds `yanglao baoxian`: whole and by first letters. */
export function spellingForms(syllables: readonly string[]): { whole: string[]; initials: string[] } {
  const whole: string[] = [];
  const initials: string[] = [];
  for (let from = 0; from < syllables.length; from++) {
    const rest = syllables.slice(from);
    whole.push(rest.join(''));
    if (rest.length > 1) initials.push(rest.map((syllable) => syllable.charAt(0)).join(''));
  }
  return { whole, initials };
}

/** The keyboard takes `v` for `ü`, and knows both `lue` and `lve`. */
export function spellAlike(letters: string): string {
  return letters.replaceAll(/([ln])ue/g, '$1ve');
}

export interface HelpQuery {
  /** For the words, in the query language of FTS5; null where there are none. */
  readonly words: string | null;
  /** For the spellings. */
  readonly spelling: string | null;
}

/**
 * What a resident typed, as queries. Chinese is looked for by pairs of neighbouring characters: any
 * pair counts, and an entry with more of them stands higher. Letters are looked for as the beginning
 * of English words, and all together as the beginning of a spelling.
 */
export function toQuery(asked: string): HelpQuery {
  const pieces = asked.toLowerCase().match(/\p{Script=Han}+|[a-z0-9']+/gu) ?? [];
  const words: string[] = [];
  let letters = '';
  for (const piece of pieces) {
    if (han.test(piece)) words.push(...pairs([...piece]));
    else {
      const plain = piece.replaceAll("'", '');
      if (plain !== '') words.push(`"${plain}" *`);
      letters += plain;
    }
  }
  return {
    words: words.length > 0 ? words.join(' OR ') : null,
    spelling: letters === '' ? null : `"${spellAlike(letters)}" *`,
  };
}

function pairs(characters: readonly string[]): string[] {
  if (characters.length === 1) return [`"${characters[0]}"`];
  const neighbours = characters.slice(1).map((character, index) => `"${characters[index]} ${character}"`);
  return characters.length === 2 ? neighbours : [...neighbours, `"${characters.join(' ')}"`];
}
