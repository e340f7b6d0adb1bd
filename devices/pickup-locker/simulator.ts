import { type Clock, systemClock } from '../../contract/clock.ts';
import type { CellAddress } from '../../contract/device-classes.ts';
import { unreachable } from '../../contract/result.ts';
import type { PickupLockerConfig } from '../../contract/terminal-config.ts';
import { FrameScanner } from '../codec/index.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import { simulatedBoard8a } from './simulated-board-8a.ts';
import type {
  BoardProtocol,
  SimulatedBoard,
  SimulatedBoardOptions,
  SimulatedCell,
  SimulatedLocks,
} from './simulated-boards.ts';
import { simulatedCu16, simulatedCu48 } from './simulated-kerong.ts';

export interface SimulatedPickupLockerOptions {
  /** Whose protocol the boards speak. */
  driver?: PickupLockerConfig['driver'] | undefined;
  /** The same for boards that no configuration names. */
  protocol?: BoardProtocol | undefined;
  boards: readonly SimulatedBoardOptions[];
  clock?: Clock;
  /** The adapter gives the host its own bytes back. */
  echoes?: boolean;
  /** Bytes a bad line puts before every answer. */
  noise?: Uint8Array;
  /** 8A boards that tell of every change of a door by themselves, in either of the two ways seen. */
  tellsChanges?: 'no' | 0x81 | 0x82;
  /** CU16 boards: does an answer follow an opening? */
  unlockAnswer?: 'none' | 'status';
  /** From a command to its answer. */
  replyDelayMs?: number;
  onDoorOpened?: (address: CellAddress, cause: 'command' | 'hand') => void;
  onDoorClosed?: (address: CellAddress) => void;
}

/** Boards, locks and doors of one locker on one bus. */
export class SimulatedPickupLocker implements DeviceSimulator {
  readonly #options: Required<Omit<SimulatedPickupLockerOptions, 'protocol'>>;
  readonly #protocol: BoardProtocol;
  readonly #boards = new Map<number, SimulatedBoard>();
  readonly #locks: SimulatedLocks;
  #line: SimulatorLine | undefined;
  #openCommands = 0;

  constructor(options: SimulatedPickupLockerOptions) {
    this.#options = {
      clock: systemClock,
      echoes: false,
      noise: new Uint8Array(0),
      tellsChanges: 'no',
      unlockAnswer: 'none',
      replyDelayMs: 5,
      onDoorOpened: () => {},
      onDoorClosed: () => {},
      ...options,
      driver: options.driver ?? 'board-8a',
    };
    this.#protocol = options.protocol ?? protocolOf(this.#options);
    for (const board of options.boards) {
      const { address, feedback = 'shorted_when_locked', hookBit = 'set_when_closed' } = board;
      const { itemSensors = true, cells = this.#protocol.cellsPerBoard } = board;
      this.#boards.set(address, {
        ...{ address, feedback, hookBit, itemSensors },
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
    this.#locks = {
      board: (address) => this.#boards.get(address),
      fire: (address) => this.#fire(address),
      send: (board, frame) => this.#send(board, frame),
    };
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
    this.#protocol.tellChange(cell, this.#locks);
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
    const scanner = new FrameScanner(this.#protocol.requestShape);
    line.onData((bytes) => {
      if (this.#options.echoes) line.send(bytes);
      for (const frame of scanner.push(bytes)) this.#protocol.obey(frame, this.#locks);
    });
    line.onClosed(() => {
      if (this.#line === line) this.#line = undefined;
    });
  }

  #fire(address: CellAddress): SimulatedCell | undefined {
    const cell = this.#find(address);
    if (!cell) return undefined;
    this.#openCommands += 1;
    if (!cell.stuck) this.#open(cell, 'command');
    return cell;
  }

  #open(cell: SimulatedCell, cause: 'command' | 'hand'): void {
    if (cell.door === 'open') return;
    cell.door = 'open';
    this.#options.onDoorOpened({ board: cell.board, cell: cell.cell }, cause);
    this.#protocol.tellChange(cell, this.#locks);
  }

  #send(board: number, frame: Uint8Array): void {
    const line = this.#line;
    const { clock, replyDelayMs, noise } = this.#options;
    clock.after(replyDelayMs, () => {
      if (this.#line === line && !this.#boards.get(board)?.silent)
        line?.send(Uint8Array.of(...noise, ...frame));
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

function protocolOf({
  driver,
  tellsChanges,
  unlockAnswer,
}: Required<Omit<SimulatedPickupLockerOptions, 'protocol'>>): BoardProtocol {
  const name = driver ?? 'board-8a';
  switch (name) {
    case 'board-8a':
      return simulatedBoard8a(tellsChanges);
    case 'kerong-cu16':
      return simulatedCu16(unlockAnswer);
    case 'kerong-cu48':
      return simulatedCu48;
    // What `npm run driver:new` adds goes above this line.
    default:
      return unreachable(name);
  }
}
