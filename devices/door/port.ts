import type { DoorOpening, DoorStatus } from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

/** What the core needs of the door of the room. */
export interface Door {
  readonly status: Feed<DoorStatus>;
  /**
   * Lets the lock go once. `done`: it was seen released, or the door was seen open. `none`: nothing was
   * sent, the board refused, or the relay stayed off. `unknown`: sent, and no word in time.
   */
  openDoor(opening: DoorOpening, signal: AbortSignal): Promise<Completion>;
  /** The remembered outcome; otherwise `done` where the lock is released now or the door stands open. */
  lookUpOpening(opening: Pick<DoorOpening, 'commandId'>): Promise<Completion>;
  start(): void;
  stop(): Promise<void>;
}
