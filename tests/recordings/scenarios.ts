import { codeScannerScenarios } from './code-scanner.ts';
import { dispenserScenarios } from './dispenser.ts';
import { documentPrinterScenarios } from './document-printer.ts';
import { doorScenarios } from './door.ts';
import { idCardReaderScenarios } from './id-card-reader.ts';
import { pickupLockerScenarios } from './pickup-locker.ts';
import { powerRelayScenarios } from './power-relay.ts';
import { receiptPrinterScenarios } from './receipt-printer.ts';
import { signaturePadScenarios } from './signature-pad.ts';
import type { Scenario } from './stage.ts';

/** The document camera's are played before a browser, see `document-camera.test.ts`. */
export const scenarios: readonly Scenario[] = [
  ...receiptPrinterScenarios,
  ...pickupLockerScenarios,
  ...idCardReaderScenarios,
  ...codeScannerScenarios,
  ...doorScenarios,
  ...dispenserScenarios,
  ...documentPrinterScenarios,
  ...signaturePadScenarios,
  ...powerRelayScenarios,
];
