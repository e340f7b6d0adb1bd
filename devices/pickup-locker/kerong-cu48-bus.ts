import type { CellAddress } from '../../contract/device-classes.ts';
import { Exchange, FrameScanner, OneAtATime } from '../codec/index.ts';
import type { BoardCells } from './cells.ts';
import { bitOf, doorOfHook, type HookBit } from './hook-bits.ts';
import { command, cu48Request, cu48Shape, cu48Status, cu48Taken } from './kerong-cu48-codec.ts';
import type { LockerBus, LockerWire } from './locker-bus.ts';

export interface KerongCu48Board extends BoardCells {
  hookBit: HookBit;
}

/** KERONG CU48 boards. A board tells of all its doors at once. */
export class KerongCu48Bus implements LockerBus {
  readonly #wire: LockerWire;
  readonly #boards: readonly KerongCu48Board[];
  readonly #exchange: Exchange;
  readonly #turns = new OneAtATime();

  constructor(wire: LockerWire, boards: readonly KerongCu48Board[]) {
    this.#wire = wire;
    this.#boards = boards;
    this.#exchange = new Exchange({
      line: wire.line,
      clock: wire.clock,
      scanner: new FrameScanner(cu48Shape),
      onUnasked: (frame) => this.#takeStatus(frame),
    });
  }

  askBoard(board: number): Promise<boolean> {
    return this.#turns.run(async () => {
      const reply = await this.#request(
        cu48Request.encode({ board, lock: 0, command: command.status }),
        (frame) => {
          const status = cu48Status.decode(frame);
          return status.ok && status.value.board === board;
        },
      );
      if (reply) this.#takeStatus(reply);
      return reply !== null;
    });
  }

  askCell({ board }: CellAddress): Promise<boolean> {
    return this.askBoard(board);
  }

  /** The answer says that the command was taken, which is no word of the door. */
  sendOpen({ board, cell }: CellAddress): Promise<void> {
    return this.#turns.run(async () => {
      const lock = cell - 1;
      await this.#request(cu48Request.encode({ board, lock, command: command.unlock }), (frame) => {
        const taken = cu48Taken.decode(frame);
        return taken.ok && taken.value.board === board && taken.value.lock === lock;
      });
    });
  }

  async #request(bytes: Uint8Array, accept: (frame: Uint8Array) => boolean): Promise<Uint8Array | null> {
    const deadlineMs = this.#wire.replyDeadlineMs;
    const result = await this.#exchange.request({ bytes, deadlineMs, accept });
    return result.ok ? result.value : null;
  }

  #takeStatus(frame: Uint8Array): void {
    const status = cu48Status.decode(frame);
    const board = status.ok ? this.#boards.find(({ address }) => address === status.value.board) : undefined;
    if (!status.ok || !board) return;
    const { hooks } = status.value;
    this.#wire.onTold(
      Array.from({ length: board.cells }, (_, index) => ({
        board: board.address,
        cell: index + 1,
        reading: { door: doorOfHook(bitOf(hooks, index), board.hookBit), item: 'unknown' },
      })),
    );
  }
}
