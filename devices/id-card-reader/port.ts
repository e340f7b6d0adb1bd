import type { CardEvent } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

/** What the terminal needs of any reader of resident identity cards. */
export interface IdCardReader {
  readonly status: Feed<DeviceStatus>;
  /**
   * Looks for cards while the stream is consumed, one consumer at a time; a new one ends the one
   * before. A card whose data was handed over is not read again before it was lifted, not even by
   * a later consumer, so that a forgotten card never identifies the next person.
   */
  watchCards(signal: AbortSignal): AsyncGenerator<CardEvent, void, void>;
  /** Begins to connect. */
  start(): void;
  stop(): Promise<void>;
}
