import type { CellAddress, PickupLockerStatus } from '../../contract/device-classes.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import { doorOf } from './board-8a-codec.ts';

export type BoardConfig = NonNullable<DevicesConfig['pickup-locker']>['boards'][number];
type Door = PickupLockerStatus['cells'][number]['door'];

/** What is known of every door, board by board. */
export class Doors {
  readonly #boards: readonly BoardConfig[];
  readonly #known = new Map<string, Door>();

  constructor(boards: readonly BoardConfig[]) {
    this.#boards = boards;
  }

  has({ board, cell }: CellAddress): boolean {
    return this.#boards.some(({ address, cells }) => address === board && cell <= cells);
  }

  get anyOpen(): boolean {
    return [...this.#known.values()].includes('open');
  }

  get cells(): PickupLockerStatus['cells'] {
    return this.#boards.flatMap(({ address: board, cells }) =>
      Array.from({ length: cells }, (_, index) => {
        const cell = index + 1;
        return { board, cell, door: this.#known.get(key({ board, cell })) ?? 'unknown' };
      }),
    );
  }

  /** What this contact of this lock means; remembered. */
  note(address: CellAddress, contact: number | null): Door {
    if (!this.has(address)) return 'unknown';
    const feedback = this.#boards.find((board) => board.address === address.board)?.feedback;
    const door: Door = (contact !== null && feedback && doorOf(contact, feedback)) || 'unknown';
    this.#known.set(key(address), door);
    return door;
  }

  noteBoard({ address: board, cells }: BoardConfig, contacts: readonly number[] | null): void {
    for (let cell = 1; cell <= cells; cell++) this.note({ board, cell }, contacts?.[cell - 1] ?? null);
  }

  forgetAll(): void {
    this.#known.clear();
  }
}

function key({ board, cell }: CellAddress): string {
  return `${board}/${cell}`;
}
