import { BusLocker } from './bus-locker.ts';
import type { LockerBus, LockerWire } from './locker-bus.ts';
import { type TemplateBoard, TemplateBoardBus } from './template-board-bus.ts';

/** CHANGE: locker with boards of which make and model. */
export class TemplateBoardLocker extends BusLocker<TemplateBoard> {
  protected override makeBus(wire: LockerWire, boards: readonly TemplateBoard[]): LockerBus {
    return new TemplateBoardBus(wire, boards);
  }
}
