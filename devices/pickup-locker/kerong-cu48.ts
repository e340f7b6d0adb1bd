import { BusLocker, type LockerOptions } from './bus-locker.ts';
import { type KerongCu48Board, KerongCu48Bus } from './kerong-cu48-bus.ts';
import type { LockerBus, LockerWire } from './locker-bus.ts';

export type KerongCu48Options = LockerOptions<KerongCu48Board>;

/** Locker with KERONG CU48 boards. */
export class KerongCu48Locker extends BusLocker<KerongCu48Board> {
  protected override makeBus(wire: LockerWire, boards: readonly KerongCu48Board[]): LockerBus {
    return new KerongCu48Bus(wire, boards);
  }
}
