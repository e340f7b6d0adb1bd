import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { pinyin } from 'pinyin-pro';
import Surnames from 'pinyin-pro/dist/esm/data/surname.mjs';
import type { PinyinTable } from '../renderer/ui/keyboard/pinyin-table.ts';

/**
 * Makes `renderer/ui/keyboard/pinyin-table.generated.json` from two kept libraries: readings from
 * pinyin-pro, words and their frequencies from the dictionary that @node-rs/jieba ships.
 * Run: `node build/make-pinyin-table.ts`.
 */

const leastWordFrequency = 100;
/** Place names are typed into addresses however rare they are. */
const leastPlaceFrequency = 3;
const leastNameFrequency = 15;
/** What is typed here is mostly names and addresses. */
const placeBoost = 20;
const longestWord = 4;
const longestPlace = 6;
/**
 * Entries that begin with one of these are Chinese names, not transliterations of foreign ones, and
 * there are enough of them to count what given names are made of.
 */
const countedSurnames = new Set('王李张刘陈杨黄吴赵周宋郭朱孙');
/** Single characters tagged `zg` carry frequencies far above their use. */
const inflation = 50;

interface DictionaryEntry {
  readonly word: string;
  readonly frequency: number;
  readonly tag: string;
}

const hanOnly = /^\p{Script=Han}+$/u;

function readDictionary(): DictionaryEntry[] {
  const path = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([word, frequency, tag]) =>
      word && hanOnly.test(word) ? [{ word, frequency: Number(frequency), tag: tag ?? '' }] : [],
    );
}

const readingOptions = { toneType: 'none', type: 'array', v: true } as const;

/** `lve` and `lue` are the same syllable; the table knows the spelling with `u`. */
function spell(syllable: string): string {
  return syllable.replace(/^([ln])ve$/, '$1ue');
}

function spellable(syllable: string): boolean {
  return /^[a-z]{1,6}$/.test(syllable);
}

/** One base-36 digit on a logarithmic scale: enough for an order, small in the file. */
function digit(frequency: number): string {
  return Math.min(35, Math.round(Math.log2(frequency + 1) * 1.9)).toString(36);
}

interface Weighted {
  readonly text: string;
  readonly frequency: number;
}

function addTo(groups: Map<string, Weighted[]>, key: string, entry: Weighted): void {
  const group = groups.get(key);
  if (group) group.push(entry);
  else groups.set(key, [entry]);
}

/** Spelling without the marks between syllables. */
function bare(spelling: string): string {
  return spelling.replaceAll("'", '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toLines(groups: Map<string, Weighted[]>, separator: string): string {
  return [...groups.entries()]
    .sort(([a], [b]) => compare(bare(a), bare(b)) || compare(a, b))
    .map(([key, group]) => {
      const ordered = group.sort((a, b) => b.frequency - a.frequency || (a.text < b.text ? -1 : 1));
      return `${key} ${ordered.map(({ text, frequency }) => text + digit(frequency)).join(separator)}`;
    })
    .join('\n');
}

function countInNames(dictionary: DictionaryEntry[]): {
  surnames: Map<string, number>;
  given: Map<string, number>;
} {
  const surnames = new Map<string, number>(Object.keys(Surnames).map((surname) => [surname, 0]));
  const given = new Map<string, number>();
  for (const { word, tag } of dictionary) {
    if (tag !== 'nr') continue;
    const characters = [...word];
    const [first, second] = characters;
    if (first === undefined || second === undefined) continue;
    const surname = surnames.has(first + second) && characters.length > 2 ? first + second : first;
    const count = surnames.get(surname);
    if (count === undefined) continue;
    surnames.set(surname, count + 1);
    if (!countedSurnames.has(surname)) continue;
    for (const character of characters.slice([...surname].length)) {
      given.set(character, (given.get(character) ?? 0) + 1);
    }
  }
  return { surnames, given };
}

function characterLines(dictionary: DictionaryEntry[], given: Map<string, number>): string {
  const alone = new Map<string, number>();
  const inWords = new Map<string, number>();
  for (const { word, frequency, tag } of dictionary) {
    const characters = [...word];
    if (characters.length === 1) alone.set(word, tag === 'zg' ? frequency / inflation : frequency);
    else for (const character of characters) inWords.set(character, (inWords.get(character) ?? 0) + 1);
  }
  const groups = new Map<string, Weighted[]>();
  const blocks: [number, number][] = [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0x20000, 0x323af],
  ];
  for (const [first, last] of blocks) {
    for (let codePoint = first; codePoint <= last; codePoint++) {
      const text = String.fromCodePoint(codePoint);
      const readings = pinyin(text, { ...readingOptions, multiple: true });
      const surnameReading = Surnames[text];
      if (surnameReading) readings.push(...pinyin(text, { ...readingOptions, surname: 'head' }));
      const frequency = (alone.get(text) ?? 0) + (inWords.get(text) ?? 0) + (given.get(text) ?? 0) * 10;
      for (const [position, reading] of [...new Set(readings.map(spell))].entries()) {
        if (!spellable(reading)) continue;
        addTo(groups, reading, { text, frequency: position === 0 ? frequency : frequency / 8 });
      }
    }
  }
  return toLines(groups, '');
}

function wordLines(dictionary: DictionaryEntry[]): string {
  const groups = new Map<string, Weighted[]>();
  const seen = new Set<string>();
  const add = (text: string, frequency: number, key: string) => {
    if (seen.has(text + key)) return;
    seen.add(text + key);
    addTo(groups, key, { text, frequency });
  };
  for (const { word, frequency, tag } of dictionary) {
    const length = [...word].length;
    if (length < 2) continue;
    const isPlace = tag === 'ns' && frequency >= leastPlaceFrequency && length <= longestPlace;
    const isCommon = frequency >= leastWordFrequency && length <= longestWord;
    const isName = tag === 'nr' && frequency >= leastNameFrequency && length <= longestWord;
    if (!isPlace && !isCommon && !isName) continue;
    const syllables = pinyin(word, readingOptions).map(spell);
    if (syllables.length === length && syllables.every(spellable)) {
      add(word, isPlace ? frequency * placeBoost : frequency, syllables.join("'"));
    }
  }
  for (const surname of Object.keys(Surnames)) {
    if ([...surname].length < 2) continue;
    const syllables = pinyin(surname, { ...readingOptions, surname: 'head' }).map(spell);
    add(surname, leastWordFrequency, syllables.join("'"));
  }
  return toLines(groups, ' ');
}

function nameLine(counts: Map<string, number>): string {
  return [...counts.entries()]
    .filter(([text, count]) => count > 0 && [...text].length === 1)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([text, count]) => text + digit(count))
    .join('');
}

export function makePinyinTable(): PinyinTable {
  const dictionary = readDictionary();
  const { surnames, given } = countInNames(dictionary);
  return {
    characters: characterLines(dictionary, given),
    words: wordLines(dictionary),
    surnames: nameLine(surnames),
    given: nameLine(given),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const target = new URL('../renderer/ui/keyboard/pinyin-table.generated.json', import.meta.url);
  writeFileSync(target, `${JSON.stringify(makePinyinTable(), null, 1)}\n`);
}
