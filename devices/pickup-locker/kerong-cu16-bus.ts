import type { CellAddress } from '../../contract/device-classes.ts';
import { Exchange, FrameScanner, OneAtATime } from '../codec/index.ts';
import type { BoardCells } from './cells.ts';
import { bitOf, doorOfHook, type HookBit } from './hook-bits.ts';
import { command, cu16Request, cu16Shape, cu16Status } from './kerong-cu16-codec.ts';
import type { CellReading, LockerBus, LockerWire } from './locker-bus.ts';

export interface KerongCu16Board extends BoardCells {
  hookBit: HookBit;
  itemSensors: boolean;
}

/** A board drives its lock for so long and is left alone meanwhile; some send a status of their own. */
const quietAfterUnlockMs = 250;

/** KERONG CU16 boards. A board tells of all its cells at once, doors and items. */
export class KerongCu16Bus implements LockerBus {
  readonly #wire: LockerWire;
  readonly #boards: readonly KerongCu16Board[];
  readonly #exchange: Exchange;
  readonly #turns = new OneAtATime();

  constructor(wire: LockerWire, boards: readonly KerongCu16Board[]) {
    this.#wire = wire;
    this.#boards = boards;
    this.#exchange = new Exchange({
      line: wire.line,
      clock: wire.clock,
      scanner: new FrameScanner(cu16Shape),
      onUnasked: (frame) => this.#takeStatus(frame),
    });
  }

  askBoard(board: number): Promise<boolean> {
    const request = cu16Request.encode({ place: { board, lock: 0 }, command: command.status });
    return this.#turns.run(async () => {
      const reply = await this.#exchange.request({
        bytes: request,
        deadlineMs: this.#wire.replyDeadlineMs,
        accept: (frame) => {
          const status = cu16Status.decode(frame);
          return status.ok && status.value.place.board === board;
        },
      });
      if (reply.ok) this.#takeStatus(reply.value);
      return reply.ok;
    });
  }

  askCell({ board }: CellAddress): Promise<boolean> {
    return this.askBoard(board);
  }

  /** Whether an answer comes depends on the board; a status that comes is news like any other. */
  sendOpen({ board, cell }: CellAddress): Promise<void> {
    const request = cu16Request.encode({ place: { board, lock: cell - 1 }, command: command.unlock });
    return this.#turns.run(async () => {
      const never = () => false;
      await this.#exchange.request({ bytes: request, deadlineMs: quietAfterUnlockMs, accept: never });
    });
  }

  #takeStatus(frame: Uint8Array): void {
    const status = cu16Status.decode(frame);
    if (!status.ok) return;
    const { place, hooks, items } = status.value;
    const board = this.#boards.find(({ address }) => address === place.board);
    if (!board) return;
    this.#wire.onTold(
      Array.from({ length: board.cells }, (_, index) => ({
        board: board.address,
        cell: index + 1,
        reading: meaningOf(board, bitOf(hooks, index), bitOf(items, index)),
      })),
    );
  }
}

/** At an open door an interrupted beam may be a hand. */
function meaningOf({ hookBit, itemSensors }: KerongCu16Board, hook: boolean, item: boolean): CellReading {
  const door = doorOfHook(hook, hookBit);
  if (!itemSensors) return { door, item: 'unknown' };
  if (!item) return { door, item: 'absent' };
  return { door, item: door === 'closed' ? 'present' : 'unknown' };
}
