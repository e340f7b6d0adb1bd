import type { BenchState } from '../../../contract/bench.ts';
import type { CellAddress } from '../../../contract/device-classes.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import {
  type SimulatedBoardOptions,
  SimulatedPickupLocker,
  type SimulatedPickupLockerOptions,
} from '../../pickup-locker/index.ts';
import { noteFault, type UnitContext } from './unit-context.ts';

export interface LockerUnitOptions {
  driver: SimulatedPickupLockerOptions['driver'];
  boards: readonly SimulatedBoardOptions[];
  /** Cells in which a parcel lies at the start. */
  parcels: readonly CellAddress[];
}

/** The locker, and what lies behind its doors. */
export class LockerUnit {
  readonly simulator: SimulatedPickupLocker;
  readonly #context: UnitContext;

  constructor(context: UnitContext, options: LockerUnitOptions) {
    this.#context = context;
    this.simulator = new SimulatedPickupLocker({
      driver: options.driver,
      boards: options.boards,
      onDoorOpened: (address, cause) => {
        context.ledger.append({ type: 'door_opened', ...address, cause });
        context.changed();
      },
      onDoorClosed: (address) => {
        context.ledger.append({ type: 'door_closed', board: address.board, cell: address.cell });
        context.changed();
      },
    });
    for (const address of options.parcels) this.simulator.setParcel(address, true);
  }

  get state(): BenchState['locker'] {
    return this.simulator.cells;
  }

  has(address: CellAddress): boolean {
    return this.simulator.has(address);
  }

  setDoor(address: CellAddress, open: boolean): void {
    if (open) this.simulator.openByHand(address);
    else this.simulator.closeDoor(address);
  }

  takeParcel({ board, cell }: CellAddress): Result<void, 'door_closed' | 'cell_empty'> {
    const found = this.state.find((one) => one.board === board && one.cell === cell);
    if (found?.door !== 'open') return err('door_closed');
    if (!found.parcel) return err('cell_empty');
    this.simulator.setParcel({ board, cell }, false);
    this.#context.ledger.append({ type: 'parcel_taken', board, cell });
    this.#context.changed();
    return ok(undefined);
  }

  /** The centre has a key of its own: the door need not be open. */
  placeParcel({ board, cell }: CellAddress): void {
    this.simulator.setParcel({ board, cell }, true);
    this.#context.changed();
  }

  setStuck({ board, cell }: CellAddress, stuck: boolean): void {
    this.simulator.setStuck({ board, cell }, stuck);
    noteFault(this.#context, 'pickup-locker', `cell_${board}-${cell}_${stuck ? 'stuck' : 'freed'}`);
  }
}
