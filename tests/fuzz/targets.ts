import type { FuzzTarget } from './target.ts';
import { codeScannerTargets } from './targets/code-scanner.ts';
import { dispenserTargets } from './targets/dispenser.ts';
import { documentPrinterTargets } from './targets/document-printer.ts';
import { doorTargets } from './targets/door.ts';
import { hidBridgeTargets } from './targets/hid-bridge.ts';
import { idCardReaderTargets } from './targets/id-card-reader.ts';
import { pickupLockerTargets } from './targets/pickup-locker.ts';
import { receiptPrinterTargets } from './targets/receipt-printer.ts';
import { signaturePadTargets } from './targets/signature-pad.ts';

/** One for every codec, as the driver and as the unit sees it, and for every simulated unit. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...idCardReaderTargets,
  ...codeScannerTargets,
  ...receiptPrinterTargets,
  ...documentPrinterTargets,
  ...pickupLockerTargets,
  ...dispenserTargets,
  ...doorTargets,
  ...signaturePadTargets,
  ...hidBridgeTargets,
];
