import type { Fault } from '../../contract/device-common.ts';
import type { ByteLine } from '../transport/index.ts';

/** What one look at a unit says. `null`: this unit, or this way of asking, does not tell. */
export interface Sensed {
  gate: 'empty' | 'item_present' | null;
  path: 'clear' | 'item_inside' | null;
  hopper: 'enough' | 'low' | 'empty' | null;
  bin: 'ok' | 'full' | null;
  /** The unit has not finished its last command. */
  moving: boolean;
  fault: Fault | null;
  /** Held by the unit since `begin`: the item was taken out of the gate. */
  takenAway: boolean | null;
  /** Held by the unit since `begin`: the item went into the bin. */
  calledBack: boolean | null;
  /** Counter of the unit itself. */
  binCount: number | null;
}

/** What a unit said to a command that moves something. */
export type Answer =
  | { kind: 'performed' }
  /** Begun; the sensors say what comes of it. */
  | { kind: 'accepted' }
  | { kind: 'refused'; fault: Fault }
  /** No answer, or none that can be believed. It may have happened. */
  | { kind: 'silent' };

/** One unit on one line, in the terms all makers share. No call repeats a command that moves something. */
export interface Mechanism {
  /** Null when the unit stays silent. */
  look(): Promise<Sensed | null>;
  /** Brings the unit into order without moving an item. */
  recover(): Promise<Answer>;
  /** Clears what the unit holds of the item before. */
  begin(): Promise<Answer>;
  /** From the hopper to inside, on units that stop there; otherwise null. */
  readonly feed: (() => Promise<Answer>) | null;
  /** To the gate, or straight out as configured. */
  present(): Promise<Answer>;
  /** From the gate out, on units that need a second command for it; otherwise null. */
  readonly release: (() => Promise<Answer>) | null;
  capture(): Promise<Answer>;
  setBinCount(count: number): Promise<'set' | 'no_counter' | 'silent'>;
}

export type MakeMechanism = (line: ByteLine) => Mechanism;
