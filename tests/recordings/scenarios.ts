import { codeScannerScenarios } from './code-scanner.ts';
import { idCardReaderScenarios } from './id-card-reader.ts';
import { pickupLockerScenarios } from './pickup-locker.ts';
import { receiptPrinterScenarios } from './receipt-printer.ts';
import type { Scenario } from './stage.ts';

export const scenarios: readonly Scenario[] = [
  ...receiptPrinterScenarios,
  ...pickupLockerScenarios,
  ...idCardReaderScenarios,
  ...codeScannerScenarios,
];
