import type { Clock } from '../../contract/clock.ts';
import type { CellAddress, PickupLockerStatus } from '../../contract/device-classes.ts';
import type { StorageUnit } from '../../contract/device-common.ts';
import type { CellReading } from './locker-bus.ts';

export interface BoardCells {
  address: number;
  cells: number;
}

interface KnownCell extends CellReading {
  /** Kept while the line is away: a door does not close by that. */
  openSinceMs: number | null;
  lastSeenOpenMs: number | null;
}

const nothingKnown: KnownCell = { door: 'unknown', item: 'unknown', openSinceMs: null, lastSeenOpenMs: null };

/** What is known of every cell, board by board. */
export class Cells {
  readonly #boards: readonly BoardCells[];
  readonly #clock: Clock;
  readonly #leftOpenAlarmMs: number;
  readonly #known = new Map<string, KnownCell>();
  /** The last told view, while nothing has changed; it is asked for with every round over the boards. */
  #allClosed: { cells: PickupLockerStatus['cells']; storage: StorageUnit[] } | null = null;

  constructor(options: { boards: readonly BoardCells[]; clock: Clock; leftOpenAlarmMs: number }) {
    this.#boards = options.boards;
    this.#clock = options.clock;
    this.#leftOpenAlarmMs = options.leftOpenAlarmMs;
  }

  has({ board, cell }: CellAddress): boolean {
    return this.#boards.some(({ address, cells }) => address === board && cell <= cells);
  }

  get anyOpen(): boolean {
    for (const { door } of this.#known.values()) if (door === 'open') return true;
    return false;
  }

  /** Every cell, and what lies in the cells of each board; the same objects as long as nothing changes. */
  get view(): { cells: PickupLockerStatus['cells']; storage: StorageUnit[] } {
    // How long a door stands open changes without a word of the board.
    if (this.anyOpen) return { cells: this.#cells, storage: this.#storage };
    this.#allClosed ??= { cells: this.#cells, storage: this.#storage };
    return this.#allClosed;
  }

  get #cells(): PickupLockerStatus['cells'] {
    return this.#boards.flatMap((board) =>
      addressesOf(board).map((address) => {
        const { door, item } = this.#find(address);
        return { ...address, door, item, leftOpen: this.#openForMs(address) >= this.#leftOpenAlarmMs };
      }),
    );
  }

  /** Unknown as long as one of the sensors of a board tells nothing. */
  get #storage(): StorageUnit[] {
    return this.#boards.map((board) => {
      const items = addressesOf(board).map((address) => this.#find(address).item);
      const count = items.includes('unknown') ? null : items.filter((item) => item === 'present').length;
      return {
        unitId: `board-${board.address}`,
        kind: 'cells',
        capacity: board.cells,
        count,
        threshold: board.cells,
        level: count === null ? 'unknown' : count >= board.cells ? 'full' : 'ok',
      };
    });
  }

  /** Doors left open, and how long the longest of them stands open. */
  get leftOpen(): { cells: CellAddress[]; longestMs: number } {
    const cells = this.view.cells.filter(({ leftOpen }) => leftOpen);
    return { cells, longestMs: Math.max(0, ...cells.map((cell) => this.#openForMs(cell))) };
  }

  doorOf(address: CellAddress): CellReading['door'] {
    return this.#find(address).door;
  }

  /** Was the door told to be open at this instant of the monotonic clock or later? */
  wasOpenSince(address: CellAddress, sinceMs: number): boolean {
    const { lastSeenOpenMs } = this.#find(address);
    return lastSeenOpenMs !== null && lastSeenOpenMs >= sinceMs;
  }

  /** The first thing said of a cell that has no known meaning, as `1/17 contact 22`. */
  get unknownCode(): string | null {
    for (const [cell, { unknownCode }] of this.#known) if (unknownCode) return `${cell} ${unknownCode}`;
    return null;
  }

  note(address: CellAddress, { door, item, unknownCode }: CellReading): void {
    if (!this.has(address)) return;
    const before = this.#find(address);
    const nowMs = this.#clock.monotonicMs();
    const isOpen = door === 'open';
    const isSame = door === before.door && item === before.item && unknownCode === before.unknownCode;
    if (isSame && !isOpen) return;
    this.#allClosed = null;
    this.#known.set(key(address), {
      door,
      item,
      ...(unknownCode === undefined ? {} : { unknownCode }),
      openSinceMs: isOpen ? (before.openSinceMs ?? nowMs) : door === 'closed' ? null : before.openSinceMs,
      lastSeenOpenMs: isOpen ? nowMs : before.lastSeenOpenMs,
    });
  }

  forgetBoard(address: number): void {
    for (const board of this.#boards) {
      if (board.address !== address) continue;
      for (const cell of addressesOf(board)) this.note(cell, { door: 'unknown', item: 'unknown' });
    }
  }

  forgetAll(): void {
    for (const { address } of this.#boards) this.forgetBoard(address);
  }

  #openForMs(address: CellAddress): number {
    const { door, openSinceMs } = this.#find(address);
    return door === 'open' && openSinceMs !== null ? this.#clock.monotonicMs() - openSinceMs : 0;
  }

  #find(address: CellAddress): KnownCell {
    return this.#known.get(key(address)) ?? nothingKnown;
  }
}

function addressesOf({ address, cells }: BoardCells): CellAddress[] {
  return Array.from({ length: cells }, (_, index) => ({ board: address, cell: index + 1 }));
}

function key({ board, cell }: CellAddress): string {
  return `${board}/${cell}`;
}
