import type { MakeRig } from '../rows.ts';
import type { TestedClass } from '../table.ts';
import { codeScannerRig } from './code-scanner.ts';
import { dispenserRig } from './dispenser.ts';
import { documentPrinterRig } from './document-printer.ts';
import { doorRig } from './door.ts';
import { idCardReaderRig } from './id-card-reader.ts';
import { pickupLockerRig } from './pickup-locker.ts';
import { powerRelayRig } from './power-relay.ts';
import { receiptPrinterRig } from './receipt-printer.ts';
import { signaturePadRig } from './signature-pad.ts';

/** The classes that live in a host process; the document camera lives in the window. */
export const rigs: Record<Exclude<TestedClass, 'document-camera'>, MakeRig> = {
  'id-card-reader': idCardReaderRig,
  'code-scanner': codeScannerRig,
  'receipt-printer': receiptPrinterRig,
  'document-printer': documentPrinterRig,
  'pickup-locker': pickupLockerRig,
  dispenser: dispenserRig,
  door: doorRig,
  'signature-pad': signaturePadRig,
  'power-relay': powerRelayRig,
};
