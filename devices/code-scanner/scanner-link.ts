import type { DeviceStatus } from '../../contract/device-common.ts';

/** A scanner on one open line, in the words of its maker. */
export interface ScannerLink {
  /** Told again, it takes the trigger up after a code or the unit's own time-out ended it. */
  setTrigger(on: boolean): Promise<void>;
  /** What the unit says of itself; `offline` when it does not answer in time or the line is gone. */
  readHealth(signal: AbortSignal): Promise<DeviceStatus>;
  close(): void;
}
