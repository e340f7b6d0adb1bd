import type { CellAddress } from '../../contract/device-classes.ts';
import { Exchange, FrameScanner, OneAtATime } from '../codec/index.ts';
import type { BoardCells } from './cells.ts';
import { bitOf, doorOfHook, type HookBit } from './hook-bits.ts';
import type { LockerBus, LockerWire } from './locker-bus.ts';
import {
  openRequest,
  readOpenTaken,
  readStatus,
  statusRequest,
  templateBoardShape,
} from './template-board-codec.ts';

// CHANGE: the settings of one board, as in its entry of contract/terminal-config.ts.
export interface TemplateBoardSettings extends BoardCells {
  hookBit: HookBit;
}

/** CHANGE: make and model. A board tells of all its doors at once. */
export class TemplateBoardBus implements LockerBus {
  readonly #wire: LockerWire;
  readonly #boards: readonly TemplateBoardSettings[];
  readonly #exchange: Exchange;
  readonly #turns = new OneAtATime();

  constructor(wire: LockerWire, boards: readonly TemplateBoardSettings[]) {
    this.#wire = wire;
    this.#boards = boards;
    this.#exchange = new Exchange({
      line: wire.line,
      clock: wire.clock,
      scanner: new FrameScanner(templateBoardShape),
      onUnasked: (frame) => this.#takeStatus(frame),
    });
  }

  askBoard(board: number): Promise<boolean> {
    return this.#turns.run(async () => {
      const reply = await this.#request(statusRequest(board), (frame) => readStatus(frame)?.board === board);
      if (reply) this.#takeStatus(reply);
      return reply !== null;
    });
  }

  // CHANGE: a board that can be asked for one lock is asked for it here.
  askCell({ board }: CellAddress): Promise<boolean> {
    return this.askBoard(board);
  }

  /** Never repeated: a second command would open the door again. */
  sendOpen({ board, cell }: CellAddress): Promise<void> {
    return this.#turns.run(async () => {
      // CHANGE: a board that does not answer an opening is given a pause here, see kerong-cu16-bus.ts.
      await this.#request(openRequest(board, cell), (frame) => {
        const taken = readOpenTaken(frame);
        return taken?.board === board && taken.lock === cell;
      });
    });
  }

  async #request(bytes: Uint8Array, accept: (frame: Uint8Array) => boolean): Promise<Uint8Array | null> {
    const deadlineMs = this.#wire.replyDeadlineMs;
    const result = await this.#exchange.request({ bytes, deadlineMs, accept });
    return result.ok ? result.value : null;
  }

  #takeStatus(frame: Uint8Array): void {
    const status = readStatus(frame);
    const board = this.#boards.find(({ address }) => address === status?.board);
    if (!status || !board) return;
    this.#wire.onTold(
      Array.from({ length: board.cells }, (_, index) => ({
        board: board.address,
        cell: index + 1,
        // CHANGE: what the board says of a door; `item` only where it has a sensor in the cell.
        reading: { door: doorOfHook(bitOf(status.hooks, index), board.hookBit), item: 'unknown' },
      })),
    );
  }
}
