import type { CardEvent, IdCardReaderStatus } from '../../contract/device-classes.ts';
import type { Feed } from '../../link/index.ts';

/** What the terminal needs of any reader of identity cards. */
export interface IdCardReader {
  readonly status: Feed<IdCardReaderStatus>;
  /**
   * Looks for cards while the stream is consumed, one consumer at a time; a new one ends the one
   * before. A card whose data was handed over is not read again before it was lifted, not even by
   * a later consumer, so that a forgotten card never identifies the next person. Photo and
   * fingerprints come only to a consumer that wants the card's blocks.
   */
  watchCards(signal: AbortSignal, wanted?: { withBlocks: boolean }): AsyncGenerator<CardEvent, void, void>;
  /** Begins to connect. */
  start(): void;
  stop(): Promise<void>;
}
