import type {
  DispenserEvent,
  DispenserLookUp,
  DispenserSensors,
  DispenserStatus,
} from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

export interface Refill {
  unit: 'hopper' | 'bin';
  /** Items in it now. */
  count: number;
}

/** What the core needs of a dispenser; the words of each are in the contract. */
export interface Dispenser {
  readonly status: Feed<DispenserStatus>;
  watchEvents(signal: AbortSignal): AsyncGenerator<DispenserEvent, void, void>;
  /** Takes effect only until the first byte is sent: `signal` stops what has not begun. */
  dispense(commandId: string, signal: AbortSignal): Promise<Completion>;
  capture(commandId: string, signal: AbortSignal): Promise<Completion>;
  lookUp(question: DispenserLookUp): Promise<Completion>;
  readUnits(): Promise<DispenserSensors>;
  refill(refill: Refill): Promise<Completion>;
  start(): void;
  stop(): Promise<void>;
}
