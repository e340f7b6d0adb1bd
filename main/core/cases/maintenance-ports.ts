import type { DispenserLookUp, DispenserSensors } from '../../../contract/device-classes.ts';
import type { Completion } from '../../../contract/device-common.ts';
import type { IntentId } from '../../../contract/words.ts';

/** A PDF and how many sheets it takes. */
export interface TestPage {
  pdf: Uint8Array;
  pages: number;
}

/**
 * What technicians do with devices besides printing slips and opening cells. As in `EffectPorts` a
 * rejected promise means that the host could not be spoken to.
 */
export interface MaintenancePorts {
  openDoor(commandId: IntentId, pulseMs: number, signal: AbortSignal): Promise<Completion>;
  lookUpDoor(commandId: IntentId, signal: AbortSignal): Promise<Completion>;

  dispenseItem(commandId: IntentId, signal: AbortSignal): Promise<Completion>;
  captureItem(commandId: IntentId, signal: AbortSignal): Promise<Completion>;
  lookUpItem(question: DispenserLookUp, signal: AbortSignal): Promise<Completion>;
  readItemSensors(signal: AbortSignal): Promise<DispenserSensors>;

  printPage(jobId: IntentId, page: TestPage, signal: AbortSignal): Promise<Completion>;
  lookUpPage(jobId: IntentId, pages: number, signal: AbortSignal): Promise<Completion>;
  /** Sheets the printer counted in its life, or null. */
  readSheetCount(signal: AbortSignal): Promise<number | null>;
}
