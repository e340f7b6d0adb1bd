import type { CellAddress } from '../../contract/device-classes.ts';
import type { FrameShape } from '../codec/index.ts';
import type { Feedback } from './board-8a-codec.ts';
import type { HookBit } from './hook-bits.ts';

export interface SimulatedCell extends CellAddress {
  door: 'closed' | 'open';
  /** Sensors see it where the board has some; without them only the bench knows. */
  parcel: boolean;
  /** The lock does not move although it is told to. */
  stuck: boolean;
}

/** One board as its switches and wires are; what a make does not have is left unused. */
export interface SimulatedBoardOptions {
  address: number;
  /** All the make offers where it is left out. */
  cells?: number | undefined;
  feedback?: Feedback | undefined;
  hookBit?: HookBit | undefined;
  itemSensors?: boolean | undefined;
}

export interface SimulatedBoard {
  address: number;
  feedback: Feedback;
  hookBit: HookBit;
  itemSensors: boolean;
  cells: SimulatedCell[];
  /** The board works and its answers do not come through. */
  silent: boolean;
}

/** What a board can do and see. */
export interface SimulatedLocks {
  board(address: number): SimulatedBoard | undefined;
  /** A command reached a lock: it moves, or it is stuck. Undefined where there is no such lock. */
  fire(address: CellAddress): SimulatedCell | undefined;
  send(board: number, frame: Uint8Array): void;
}

/** How boards of one make behave on their bus. */
export interface BoardProtocol {
  cellsPerBoard: number;
  requestShape: FrameShape;
  obey(frame: Uint8Array, locks: SimulatedLocks): void;
  /** Boards that tell of a change of a door by themselves. */
  tellChange(cell: SimulatedCell, locks: SimulatedLocks): void;
}
