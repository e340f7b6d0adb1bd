import type { HelpEntry } from '../../../contract/help-entry.ts';
import type { HelpView } from '../../../contract/kiosk.ts';
import type { ScreenName } from '../../../contract/kiosk-screens.ts';
import type { ItemCode, Language } from '../../../contract/words.ts';
import { answerOf, type HelpSituation } from './help-opening.ts';

/** Where the answers come from. */
export interface HelpBookPort {
  entry(entryId: string): HelpEntry | null;
  suggest(where: { screen: ScreenName; itemCode: ItemCode | null }): HelpEntry[];
  find(asked: string, language: Language): HelpEntry[];
}

/**
 * Help over one screen. Remembers which answers were found and never what was asked, so there is
 * nothing of a question to wipe or to log.
 */
export class HelpDesk {
  #book: HelpBookPort;
  #open: { screenId: number; found: readonly HelpEntry[] | null } | null = null;

  constructor(book: HelpBookPort) {
    this.#book = book;
  }

  /** While it is closed. */
  takeBook(book: HelpBookPort): void {
    this.#book = book;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  open(screenId: number): void {
    this.#open = { screenId, found: null };
  }

  close(): void {
    this.#open = null;
  }

  /** The screen below has moved on: what has happened there comes first. */
  liesOverOther(screenId: number): boolean {
    return this.#open !== null && this.#open.screenId !== screenId;
  }

  ask(text: string, language: Language): void {
    if (!this.#open) return;
    const found = text.trim() === '' ? null : this.#book.find(text, language);
    this.#open = { ...this.#open, found };
  }

  /** One answer alone, as if it had been found. */
  show(entryId: string): void {
    const entry = this.#book.entry(entryId);
    if (this.#open && entry) this.#open = { ...this.#open, found: [entry] };
  }

  entry(entryId: string): HelpEntry | null {
    return this.#book.entry(entryId);
  }

  view(screen: ScreenName, situation: HelpSituation): HelpView | null {
    if (!this.#open) return null;
    const itemCode = situation.itemUnderWay?.itemCode ?? null;
    const answers = (entries: readonly HelpEntry[]) => entries.map((entry) => answerOf(entry, situation));
    return {
      suggestions: answers(this.#book.suggest({ screen, itemCode })),
      found: this.#open.found && answers(this.#open.found),
    };
  }
}
