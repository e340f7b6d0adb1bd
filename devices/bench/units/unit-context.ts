import type { DeviceClass } from '../../../contract/device-common.ts';
import type { Ledger } from '../ledger.ts';

/** What every unit of the bench writes to. */
export interface UnitContext {
  ledger: Ledger;
  /** Tells the watchers. */
  changed(): void;
}

/** A person at the bench made something go wrong, or put it right. */
export function noteFault({ ledger, changed }: UnitContext, device: DeviceClass, fault: string): void {
  ledger.append({ type: 'fault_made', device, fault });
  changed();
}
