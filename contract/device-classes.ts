import { codeScannerContract } from './devices/code-scanner.ts';
import { dispenserContract } from './devices/dispenser.ts';
import { documentPrinterContract } from './devices/document-printer.ts';
import { doorContract } from './devices/door.ts';
import { idCardReaderContract } from './devices/id-card-reader.ts';
import { pickupLockerContract } from './devices/pickup-locker.ts';
import { powerRelayContract } from './devices/power-relay.ts';
import { receiptPrinterContract } from './devices/receipt-printer.ts';
import { signaturePadContract } from './devices/signature-pad.ts';

export * from './devices/code-scanner.ts';
export * from './devices/dispenser.ts';
export * from './devices/document-printer.ts';
export * from './devices/door.ts';
export * from './devices/id-card-reader.ts';
export * from './devices/pickup-locker.ts';
export * from './devices/power-relay.ts';
export * from './devices/receipt-printer.ts';
export * from './devices/signature-pad.ts';

/** The contract between the core and a device host, by class. The document camera lives in the window. */
export const deviceContracts = {
  'id-card-reader': idCardReaderContract,
  'code-scanner': codeScannerContract,
  'receipt-printer': receiptPrinterContract,
  'pickup-locker': pickupLockerContract,
  'document-printer': documentPrinterContract,
  door: doorContract,
  dispenser: dispenserContract,
  'signature-pad': signaturePadContract,
  'power-relay': powerRelayContract,
} as const;
export type HostedDeviceClass = keyof typeof deviceContracts;
