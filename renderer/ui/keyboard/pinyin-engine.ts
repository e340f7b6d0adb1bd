import { cutLine, LazyTexts, parseWeighted, type WeightedText } from './packed-texts.ts';
import type { PinyinTable } from './pinyin-table.ts';

export interface PinyinCandidate {
  readonly text: string;
  /** How many letters of the input this candidate uses up; the rest stays for the next choice. */
  readonly usedLetters: number;
}

const mostWordsOfPrefix = 8;
const mostScannedSpellings = 4000;
const mostSurnames = 4;
const mostGivenCharacters = 6;
const mostCharactersOfLetter = 60;
const longestSyllable = 6;
const linesPerPiece = 400;
/** The logarithm of all frequencies together, on the scale of the weights: the cost of one more piece. */
const weightPerPiece = 49;

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = map.get(key);
  if (group) group.push(value);
  else map.set(key, [value]);
}

const byWeight = (a: WeightedText, b: WeightedText) => b.weight - a.weight;

/**
 * The input method: full pinyin of any number of syllables, first letters, and names that stand in no dictionary.
 * Pure: the same input always gives the same candidates.
 */
export class PinyinEngine {
  /** Syllable to its characters, most frequent first. */
  readonly #characters = new LazyTexts();
  /** Spelling with an apostrophe between syllables to its words, most frequent first. */
  readonly #words = new LazyTexts();
  /** Bare spelling to the marked ones: `xian` to `xi'an`. */
  readonly #marked = new Map<string, string[]>();
  /** First letters to marked spellings: `sh` and `shh` to `shang'hai`. */
  readonly #byInitials = new Map<string, string[]>();
  /** Bare spellings in order, for half-typed words. */
  readonly #spellings: string[] = [];
  readonly #surnames: ReadonlyMap<string, number>;
  readonly #given: ReadonlyMap<string, number>;

  private constructor(table: PinyinTable) {
    for (const line of table.characters.split('\n')) this.#characters.set(...cutLine(line));
    this.#surnames = new Map(parseWeighted(table.surnames).map(({ text, weight }) => [text, weight]));
    this.#given = new Map(parseWeighted(table.given).map(({ text, weight }) => [text, weight]));
  }

  /** Reads the table in small pieces; `pause` lets the window draw and answer touches in between. */
  static async build(table: PinyinTable, pause: () => Promise<void>): Promise<PinyinEngine> {
    const engine = new PinyinEngine(table);
    const lines = table.words.split('\n');
    for (const [index, line] of lines.entries()) {
      engine.#addWords(line);
      if (index % linesPerPiece === 0) await pause();
    }
    return engine;
  }

  #addWords(line: string): void {
    const [marked, packed] = cutLine(line);
    this.#words.set(marked, packed);
    const spelling = marked.replaceAll("'", '');
    if (!this.#marked.has(spelling)) this.#spellings.push(spelling);
    push(this.#marked, spelling, marked);
    const short = firstLetters(marked, 1);
    const full = firstLetters(marked, 2);
    push(this.#byInitials, short, marked);
    if (full !== short) push(this.#byInitials, full, marked);
  }

  /**
   * Candidates for what was typed, best first; the last is the letters themselves. `input`: lower-case letters, `v` for ü, an apostrophe
   * to part syllables. `preferNames` puts personal names before words, for fields that ask for one.
   */
  lookUp(input: string, options: { readonly preferNames: boolean }): PinyinCandidate[] {
    const { letters, usedUpTo } = normalise(input);
    if (letters === '') return [];
    const candidates = new Map<string, number>();
    const add = (texts: Iterable<WeightedText>, length: number) => {
      for (const { text } of texts) if (!candidates.has(text)) candidates.set(text, length);
    };
    const isMarked = /[a-z]'[a-z]/.test(input);
    const syllables = isMarked ? this.#splitByMarks(input) : this.#split(letters);
    const names = syllables ? this.#composeNames(syllables) : [];
    if (options.preferNames) add(names, letters.length);
    add(isMarked ? this.#words.get(syllables?.join("'") ?? '') : this.#exact(letters), letters.length);
    if (syllables && syllables.length > 1) add(this.#composeWords(letters), letters.length);
    if (!options.preferNames) add(names, letters.length);
    add(this.#abbreviated(letters), letters.length);
    add(this.#startingWith(letters), letters.length);
    if (!syllables) add(this.#charactersStartingWith(letters), letters.length);
    for (let length = letters.length - 1; length > 0; length--) {
      const head = letters.slice(0, length);
      if (this.#splitsWithTail(letters.slice(length))) add(this.#exact(head), length);
    }
    if (candidates.size === 0) add(this.#charactersStartingWith(letters.slice(0, 1)), 1);
    add([{ text: letters, weight: 0 }], letters.length);
    return [...candidates].map(([text, length]) => ({ text, usedLetters: usedUpTo(length) }));
  }

  #wordsOf(spelling: string): WeightedText[] {
    return (this.#marked.get(spelling) ?? []).flatMap((marked) => this.#words.get(marked)).sort(byWeight);
  }

  #exact(spelling: string): WeightedText[] {
    return [...this.#wordsOf(spelling), ...this.#characters.get(spelling)].sort(byWeight);
  }

  #abbreviated(letters: string): WeightedText[] {
    const found = (this.#byInitials.get(letters) ?? []).flatMap((marked) => this.#words.get(marked)[0] ?? []);
    return found.sort(byWeight).slice(0, mostWordsOfPrefix);
  }

  #startingWith(letters: string): WeightedText[] {
    const found: WeightedText[] = [];
    const first = lowerBound(this.#spellings, letters);
    for (let index = first; index < first + mostScannedSpellings; index++) {
      const spelling = this.#spellings[index];
      if (!spelling?.startsWith(letters)) break;
      if (spelling === letters) continue;
      for (const marked of this.#marked.get(spelling) ?? []) {
        const best = this.#words.get(marked)[0];
        if (best) found.push(best);
      }
    }
    return found.sort(byWeight).slice(0, mostWordsOfPrefix);
  }

  #charactersStartingWith(letters: string): WeightedText[] {
    const found: WeightedText[] = [];
    for (const syllable of this.#characters.keys()) {
      if (syllable.startsWith(letters))
        found.push(...this.#characters.get(syllable).slice(0, mostGivenCharacters));
    }
    return found.sort(byWeight).slice(0, mostCharactersOfLetter);
  }

  /** The fewest syllables that spell the letters, or null. */
  #split(letters: string): string[] | null {
    const best: (string[] | null)[] = [[]];
    for (let end = 1; end <= letters.length; end++) {
      best[end] = null;
      for (let start = Math.max(0, end - longestSyllable); start < end; start++) {
        const before = best[start];
        const syllable = letters.slice(start, end);
        if (!before || !this.#characters.has(syllable)) continue;
        const here = best[end];
        if (!here || before.length + 1 < here.length) best[end] = [...before, syllable];
      }
    }
    return best[letters.length] ?? null;
  }

  #splitByMarks(input: string): string[] | null {
    const syllables = input.split("'").filter((part) => part !== '');
    return syllables.every((syllable) => this.#characters.has(normalise(syllable).letters))
      ? syllables.map((syllable) => normalise(syllable).letters)
      : null;
  }

  /** True where the letters are syllables and perhaps the beginning of one more. */
  #splitsWithTail(letters: string): boolean {
    for (let tail = 0; tail <= Math.min(longestSyllable, letters.length); tail++) {
      const head = letters.slice(0, letters.length - tail);
      const rest = letters.slice(letters.length - tail);
      if (this.#split(head) && (rest === '' || this.#beginsSyllable(rest))) return true;
    }
    return false;
  }

  #beginsSyllable(letters: string): boolean {
    for (const syllable of this.#characters.keys()) if (syllable.startsWith(letters)) return true;
    return false;
  }

  /** The likeliest sequence of words and characters over the whole input. */
  #composeWords(letters: string): WeightedText[] {
    const best: ({ text: string; weight: number } | null)[] = [{ text: '', weight: 0 }];
    for (let end = 1; end <= letters.length; end++) {
      best[end] = null;
      for (let start = 0; start < end; start++) {
        const before = best[start];
        if (!before) continue;
        const piece = this.#exact(letters.slice(start, end))[0];
        if (!piece) continue;
        const weight = before.weight + piece.weight - weightPerPiece;
        const here = best[end];
        if (!here || weight > here.weight) best[end] = { text: before.text + piece.text, weight };
      }
    }
    const whole = best[letters.length];
    return whole ? [whole] : [];
  }

  /** Surname and given name of two or three syllables, from characters that names are made of. */
  #composeNames(syllables: readonly string[]): WeightedText[] {
    const [surnameSyllable, ...givenSyllables] = syllables;
    if (surnameSyllable === undefined || givenSyllables.length < 1 || givenSyllables.length > 2) return [];
    const surnames = this.#named(surnameSyllable, this.#surnames).slice(0, mostSurnames);
    const given = this.#givenNames(givenSyllables);
    return surnames
      .flatMap((surname) =>
        given.map((name) => ({ text: surname.text + name.text, weight: surname.weight * 2 + name.weight })),
      )
      .sort(byWeight)
      .slice(0, 12);
  }

  #givenNames(syllables: readonly string[]): WeightedText[] {
    const parts = syllables.map((syllable) =>
      this.#named(syllable, this.#given).slice(0, mostGivenCharacters),
    );
    const [first = [], second] = parts;
    if (!second) return first;
    const known = this.#words
      .get(syllables.join("'"))
      .filter(
        ({ text }) => [...text].length === 2 && [...text].every((character) => this.#given.has(character)),
      );
    const combined = first
      .slice(0, 3)
      .flatMap((a) =>
        second.slice(0, 3).map((b) => ({ text: a.text + b.text, weight: (a.weight + b.weight) / 2 })),
      );
    return [...known, ...combined];
  }

  #named(syllable: string, weights: ReadonlyMap<string, number>): WeightedText[] {
    return this.#characters
      .get(syllable)
      .flatMap(({ text }) => {
        const weight = weights.get(text);
        return weight === undefined ? [] : [{ text, weight }];
      })
      .sort(byWeight);
  }
}

/**
 * Takes the marks out and brings `lve`, `nve` to one spelling. `usedUpTo` gives, for a number of
 * bare letters, how much of the original input they cover, with the mark that follows.
 */
function normalise(input: string): { letters: string; usedUpTo: (length: number) => number } {
  const letters = input.replaceAll("'", '').replace(/([ln])ve/g, '$1ue');
  return {
    letters,
    usedUpTo(length) {
      let position = 0;
      for (let left = length; left > 0 && position < input.length; position++) {
        if (input[position] !== "'") left--;
      }
      while (input[position] === "'") position++;
      return position;
    },
  };
}

/** First letters of each syllable, `zh`, `ch` and `sh` whole where two are wanted. */
function firstLetters(marked: string, most: 1 | 2): string {
  let letters = '';
  for (let start = 0; start >= 0 && start < marked.length; start = marked.indexOf("'", start) + 1 || -1) {
    const isDouble = most === 2 && marked[start + 1] === 'h';
    letters += marked.slice(start, start + (isDouble ? 2 : 1));
  }
  return letters;
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
