import Sqlite from 'better-sqlite3';
import type { HelpEntry } from '../../../contract/help-entry.ts';
import type { ScreenName } from '../../../contract/kiosk-screens.ts';
import type { ItemCode, Language } from '../../../contract/words.ts';
import { joinKeyWords, spellAlike, spellingForms, splitHan, toQuery } from './help-query.ts';
import type { HelpTexts } from './load-help.ts';

export const mostFound = 12;
export const mostSuggested = 6;
/** How much a first place is worth against a tenth: the usual constant for small lists. */
const rankSmoothing = 10;

/**
 * The questions and answers, and their index: SQLite FTS5 in memory. Keeps nothing of what is asked.
 * The index is made when somebody first asks.
 */
export class HelpBook {
  readonly #texts: HelpTexts;
  #index: Sqlite.Database | null = null;

  constructor(texts: HelpTexts) {
    this.#texts = texts;
  }

  entry(entryId: string): HelpEntry | null {
    return this.#texts.entries.find((entry) => entry.entryId === entryId) ?? null;
  }

  /** For who has not asked yet: about this item on this screen first, then the screen, then the item. */
  suggest({ screen, itemCode }: { screen: ScreenName; itemCode: ItemCode | null }): HelpEntry[] {
    const fits = (entry: HelpEntry) =>
      (entry.screens.includes(screen) ? 2 : 0) + (entry.itemCode && entry.itemCode === itemCode ? 1 : 0);
    const isForeign = (entry: HelpEntry) =>
      itemCode !== null && entry.itemCode !== undefined && entry.itemCode !== itemCode;
    return this.#texts.entries
      .filter((entry) => fits(entry) > 0 && !isForeign(entry))
      .sort((one, other) => fits(other) - fits(one))
      .slice(0, mostSuggested);
  }

  /** Best first; nothing where nothing fits. Letters may be pinyin or English; `language` decides what counts more. */
  find(asked: string, language: Language): HelpEntry[] {
    const { words, spelling } = toQuery(asked);
    const worth = new Map<number, number>();
    const count = (rows: { rowid: number }[], weight: number) => {
      rows.forEach(({ rowid }, rank) => {
        worth.set(rowid, (worth.get(rowid) ?? 0) + weight / (rankSmoothing + rank));
      });
    };
    this.#index ??= makeIndex(this.#texts);
    if (words) count(this.#ask(this.#index, 'words', words, '10, 6, 1, 10, 6, 1'), language === 'en' ? 2 : 1);
    if (spelling) count(this.#ask(this.#index, 'spellings', spelling, '2, 1'), language === 'zh' ? 2 : 1);
    return [...worth]
      .sort(([one, a], [other, b]) => b - a || one - other)
      .slice(0, mostFound)
      .flatMap(([rowid]) => this.#texts.entries[rowid] ?? []);
  }

  #ask(index: Sqlite.Database, table: string, query: string, weights: string): { rowid: number }[] {
    return index
      .prepare<[string], { rowid: number }>(
        `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY bm25(${table}, ${weights}), rowid`,
      )
      .all(query);
  }
}

function makeIndex({ entries, spellings }: HelpTexts): Sqlite.Database {
  const index = new Sqlite(':memory:');
  // English words by their stems; spellings must not lose an ending such as -ing, which is a syllable's.
  index.exec(`
    CREATE VIRTUAL TABLE words USING fts5(
      zh_key, zh_question, zh_answer, en_key, en_question, en_answer, tokenize = 'porter unicode61'
    );
    CREATE VIRTUAL TABLE spellings USING fts5(whole, initials, tokenize = 'unicode61');
  `);
  const addWords = index.prepare(
    `INSERT INTO words (rowid, zh_key, zh_question, zh_answer, en_key, en_question, en_answer)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const addSpelling = index.prepare('INSERT INTO spellings (rowid, whole, initials) VALUES (?, ?, ?)');
  index.transaction(() => {
    entries.forEach(({ keyWords, question, answer }, rowid) => {
      addWords.run(
        rowid,
        joinKeyWords(keyWords.zh),
        splitHan(question.zh),
        splitHan(answer.zh),
        joinKeyWords(keyWords.en),
        question.en,
        answer.en,
      );
      const forms = keyWords.zh.map((word) => spellingForms(spellAlike(spellings[word] ?? '').split(' ')));
      addSpelling.run(
        rowid,
        forms.flatMap(({ whole }) => whole).join(' '),
        forms.flatMap(({ initials }) => initials).join(' '),
      );
    });
  })();
  return index;
}
