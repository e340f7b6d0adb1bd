import type { InkEvent, SignaturePadStatus } from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

/** What the terminal needs of any signature pad that is a device of its own. */
export interface SignaturePad {
  readonly status: Feed<SignaturePadStatus>;
  /**
   * Takes ink while the stream is consumed, one consumer at a time; a new one ends the one before. The
   * pad is wiped first and afterwards, whatever ends the stream, so that nobody's name stays on it.
   */
  watchInk(signal: AbortSignal): AsyncGenerator<InkEvent, void, void>;
  /** Wipes the pad. `done`: the pad said that it did. Times of later points count from the next touch. */
  clear(): Promise<Completion>;
  start(): void;
  stop(): Promise<void>;
}
