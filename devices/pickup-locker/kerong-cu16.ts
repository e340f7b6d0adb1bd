import { BusLocker, type LockerOptions } from './bus-locker.ts';
import { type KerongCu16Board, KerongCu16Bus } from './kerong-cu16-bus.ts';
import type { LockerBus, LockerWire } from './locker-bus.ts';

export type KerongCu16Options = LockerOptions<KerongCu16Board>;

/** Locker with KERONG CU16 boards. */
export class KerongCu16Locker extends BusLocker<KerongCu16Board> {
  protected override makeBus(wire: LockerWire, boards: readonly KerongCu16Board[]): LockerBus {
    return new KerongCu16Bus(wire, boards);
  }
}
