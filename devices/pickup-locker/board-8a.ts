import { type Board8a, Board8aBus } from './board-8a-bus.ts';
import { BusLocker, type LockerOptions } from './bus-locker.ts';
import type { LockerBus, LockerWire } from './locker-bus.ts';

export type Board8aOptions = LockerOptions<Board8a>;

/** Locker with lock-control boards of the 8A kind. */
export class Board8aLocker extends BusLocker<Board8a> {
  protected override makeBus(wire: LockerWire, boards: readonly Board8a[]): LockerBus {
    return new Board8aBus(wire, boards);
  }
}
