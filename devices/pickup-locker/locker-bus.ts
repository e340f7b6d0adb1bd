import type { Clock } from '../../contract/clock.ts';
import type { CellAddress, PickupLockerStatus } from '../../contract/device-classes.ts';
import type { ByteLine } from '../transport/index.ts';

/** What a board says of one cell, in the words of the class. */
export interface CellReading extends Pick<PickupLockerStatus['cells'][number], 'door' | 'item'> {
  /** What the board said where no meaning of it is known. */
  unknownCode?: string;
}

export interface ToldCell extends CellAddress {
  reading: CellReading;
}

/** What a bus is made of for each new line. */
export interface LockerWire {
  line: ByteLine;
  clock: Clock;
  replyDeadlineMs: number;
  /** Everything boards say of their cells comes this way, in the order it is said, asked or not. */
  onTold: (cells: readonly ToldCell[]) => void;
}

/** The talk with all boards on one half-duplex line; one request at a time. */
export interface LockerBus {
  /** False when the board stays silent. What it says goes to `onTold` before. */
  askBoard(board: number): Promise<boolean>;
  askCell(address: CellAddress): Promise<boolean>;
  /** Sends the opening command once. An answer that proves that the door opened goes to `onTold`. */
  sendOpen(address: CellAddress): Promise<void>;
}
