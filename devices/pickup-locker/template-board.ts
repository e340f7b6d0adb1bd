import { BusLocker } from './bus-locker.ts';
import type { LockerBus, LockerWire } from './locker-bus.ts';
import { TemplateBoardBus, type TemplateBoardSettings } from './template-board-bus.ts';

/** CHANGE: locker with boards of which make and model. */
export class TemplateBoardLocker extends BusLocker<TemplateBoardSettings> {
  protected override makeBus(wire: LockerWire, boards: readonly TemplateBoardSettings[]): LockerBus {
    return new TemplateBoardBus(wire, boards);
  }
}
