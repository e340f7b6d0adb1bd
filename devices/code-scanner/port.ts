import type { ScannedCode } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

/** What the terminal needs of any scanner of QR codes and barcodes. */
export interface CodeScanner {
  readonly status: Feed<DeviceStatus>;
  /**
   * Light and trigger are on while the stream is consumed; one consumer at a time, a new one ends
   * the one before. A code held in front of the scanner comes once.
   */
  watchCodes(signal: AbortSignal): AsyncGenerator<ScannedCode, void, void>;
  /** Begins to connect. */
  start(): void;
  stop(): Promise<void>;
}
