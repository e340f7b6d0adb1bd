import type { CellAddress, PickupLockerStatus } from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

export type Opening = CellAddress & {
  /** Names the opening for ever: the same id never opens twice. */
  commandId: string;
};

/** What the core needs of a locker. */
export interface PickupLocker {
  readonly status: Feed<PickupLockerStatus>;
  /**
   * Sends one opening command and looks at the door. `done`: the door is open. `none`: nothing was
   * sent, or the door stayed closed (`lock_stuck`). `unknown`: sent, and then silence.
   */
  openCell(opening: Opening, signal: AbortSignal): Promise<Completion>;
  /**
   * The remembered outcome; otherwise what the door says now. An open door is `done`. A closed one
   * proves nothing: it may never have opened, or have been opened, emptied and closed: `unknown`.
   */
  lookUpOpening(opening: Opening): Promise<Completion>;
  start(): void;
  stop(): Promise<void>;
}
