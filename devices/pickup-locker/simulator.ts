import { type Clock, systemClock } from '../../contract/clock.ts';
import type { CellAddress } from '../../contract/device-classes.ts';
import { FrameScanner } from '../codec/index.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import {
  boardReport,
  contactOf,
  type Feedback,
  groupsOf,
  lockReport,
  locksPerBoard,
  openRequest,
  readRequest,
  requestShape,
} from './board-8a-codec.ts';

export interface SimulatedBoardOptions {
  address: number;
  cells?: number;
  feedback?: Feedback;
}

export interface SimulatedPickupLockerOptions {
  boards: readonly SimulatedBoardOptions[];
  clock?: Clock;
  /** The adapter gives the host its own bytes back. */
  echoes?: boolean;
  /** Boards that tell of every change of a door by themselves, in either of the two ways seen. */
  tellsChanges?: 'no' | 0x81 | 0x82;
  /** From a command to its answer. */
  replyDelayMs?: number;
  onDoorOpened?: (address: CellAddress, cause: 'command' | 'hand') => void;
  onDoorClosed?: (address: CellAddress) => void;
}

export interface SimulatedCell extends CellAddress {
  door: 'closed' | 'open';
  /** What the bench knows; no board has a sensor for it. */
  parcel: boolean;
  /** The lock does not move although it is told to. */
  stuck: boolean;
}

/** Boards, locks and doors of one locker on one bus. */
export class SimulatedPickupLocker implements DeviceSimulator {
  readonly #options: Required<SimulatedPickupLockerOptions>;
  readonly #boards = new Map<number, { feedback: Feedback; cells: SimulatedCell[]; silent: boolean }>();
  #line: SimulatorLine | undefined;
  #openCommands = 0;

  constructor(options: SimulatedPickupLockerOptions) {
    this.#options = {
      clock: systemClock,
      echoes: false,
      tellsChanges: 'no',
      replyDelayMs: 5,
      onDoorOpened: () => {},
      onDoorClosed: () => {},
      ...options,
    };
    for (const { address, cells = locksPerBoard, feedback = 'shorted_when_locked' } of options.boards) {
      this.#boards.set(address, {
        feedback,
        silent: false,
        cells: Array.from({ length: cells }, (_, index) => ({
          board: address,
          cell: index + 1,
          door: 'closed',
          parcel: false,
          stuck: false,
        })),
      });
    }
  }

  get cells(): SimulatedCell[] {
    return [...this.#boards.values()].flatMap(({ cells }) => cells.map((cell) => ({ ...cell })));
  }

  /** Opening commands the boards understood, whether or not the lock moved. */
  get openCommands(): number {
    return this.#openCommands;
  }

  has(address: CellAddress): boolean {
    return this.#find(address) !== undefined;
  }

  openByHand(address: CellAddress): void {
    this.#open(this.#must(address), 'hand');
  }

  closeDoor(address: CellAddress): void {
    const cell = this.#must(address);
    if (cell.door === 'closed') return;
    cell.door = 'closed';
    this.#options.onDoorClosed(address);
    this.#tellChange(cell);
  }

  setStuck(address: CellAddress, stuck: boolean): void {
    this.#must(address).stuck = stuck;
  }

  setParcel(address: CellAddress, parcel: boolean): void {
    this.#must(address).parcel = parcel;
  }

  /** The board works and its answers do not come through. */
  setBoardSilent(board: number, silent: boolean): void {
    const found = this.#boards.get(board);
    if (found) found.silent = silent;
  }

  attach(line: SimulatorLine): void {
    this.#line = line;
    const scanner = new FrameScanner(requestShape);
    line.onData((bytes) => {
      if (this.#options.echoes) line.send(bytes);
      for (const frame of scanner.push(bytes)) this.#obey(frame);
    });
    line.onClosed(() => {
      if (this.#line === line) this.#line = undefined;
    });
  }

  #obey(frame: Uint8Array): void {
    const open = openRequest.decode(frame);
    if (open.ok) this.#obeyOpen({ board: open.value.board, cell: open.value.lock });
    const read = readRequest.decode(frame);
    if (read.ok) this.#answerRead(read.value.board, read.value.lock);
  }

  #obeyOpen(address: CellAddress): void {
    const cell = this.#find(address);
    if (!cell) return;
    this.#openCommands += 1;
    if (!cell.stuck) this.#open(cell, 'command');
    this.#answerLock(cell, 0x8a);
  }

  #answerRead(board: number, lock: number): void {
    if (lock !== 0) {
      const cell = this.#find({ board, cell: lock });
      if (cell) this.#answerLock(cell, 0x80);
      return;
    }
    const found = this.#boards.get(board);
    if (!found) return;
    const contacts = found.cells.map(({ door }) => contactOf(door, found.feedback));
    this.#send(board, boardReport.encode({ board, groups: groupsOf(contacts) }));
  }

  #answerLock({ board, cell, door }: SimulatedCell, kind: number): void {
    const feedback = this.#boards.get(board)?.feedback ?? 'shorted_when_locked';
    this.#send(board, lockReport.encode({ kind, board, lock: cell, contact: contactOf(door, feedback) }));
  }

  #open(cell: SimulatedCell, cause: 'command' | 'hand'): void {
    if (cell.door === 'open') return;
    cell.door = 'open';
    this.#options.onDoorOpened({ board: cell.board, cell: cell.cell }, cause);
    this.#tellChange(cell);
  }

  #tellChange(cell: SimulatedCell): void {
    const { tellsChanges } = this.#options;
    if (tellsChanges !== 'no') this.#answerLock(cell, tellsChanges);
  }

  #send(board: number, frame: Uint8Array): void {
    const line = this.#line;
    this.#options.clock.after(this.#options.replyDelayMs, () => {
      if (this.#line === line && !this.#boards.get(board)?.silent) line?.send(frame);
    });
  }

  #find({ board, cell }: CellAddress): SimulatedCell | undefined {
    return this.#boards.get(board)?.cells[cell - 1];
  }

  #must(address: CellAddress): SimulatedCell {
    const cell = this.#find(address);
    if (!cell) throw new RangeError(`no cell ${address.cell} on board ${address.board}`);
    return cell;
  }
}
