import type { z } from 'zod';
import type { Acceptance, Submission } from '../../../contract/city.ts';
import type { CellAddress, doorStateSchema } from '../../../contract/device-classes.ts';
import type { Completion } from '../../../contract/device-common.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { CaseId, IntentId, LocalizedText } from '../../../contract/words.ts';
import type { PaymentPort } from './payment-port.ts';

/** The city did not answer, or not in time. Whether it received the question is not known. */
export interface Unreachable {
  kind: 'unreachable';
  /** A short technical word such as `timeout` or `http_503`; kept in the journal, so never personal data. */
  detail: string;
}

export type SubmitAnswer =
  | { kind: 'accepted'; acceptance: Acceptance }
  | { kind: 'refused'; reason: LocalizedText }
  /** The city already holds another content under this case id. */
  | { kind: 'conflict' }
  | Unreachable;

export type CaseLookUp =
  | { kind: 'accepted'; acceptance: Acceptance }
  | { kind: 'unknown_case' }
  | Unreachable;

/** An errand to the city that is not a submission. `rejected`: the city answered no and will not change its mind. */
export type ErrandAnswer = { kind: 'recorded' } | { kind: 'rejected'; detail: string } | Unreachable;

export interface ParcelHandover {
  caseId: CaseId;
  parcelId: string;
  /** ISO 8601, UTC. */
  openedAt: string;
}

export interface CaseRating {
  caseId: CaseId;
  /** 5 very satisfied … 1 very dissatisfied. */
  level: number;
  /** ISO 8601, UTC. */
  ratedAt: string;
}

/**
 * Everything a case does to the world or asks of it. The runner puts a deadline on every call by
 * `signal`; a rejected promise means that the device host or the city could not be spoken to, and
 * for an act (`print`, `openCell`) that its effect is unknown.
 */
export interface EffectPorts {
  submit(submission: Submission, signal: AbortSignal): Promise<SubmitAnswer>;
  lookUpCase(caseId: CaseId, signal: AbortSignal): Promise<CaseLookUp>;
  handOverParcel(handover: ParcelHandover, signal: AbortSignal): Promise<ErrandAnswer>;
  rate(rating: CaseRating, signal: AbortSignal): Promise<ErrandAnswer>;

  /** `jobId` is the id of the print intent and also `document.documentId`. */
  print(jobId: IntentId, document: ReceiptDocument, signal: AbortSignal): Promise<Completion>;
  lookUpJob(jobId: IntentId, signal: AbortSignal): Promise<Completion>;
  /** Cumulative cuts of the printer, or null if it does not count them. */
  readCutCount(signal: AbortSignal): Promise<number | null>;

  openCell(commandId: IntentId, cell: CellAddress, signal: AbortSignal): Promise<Completion>;
  lookUpOpening(commandId: IntentId, cell: CellAddress, signal: AbortSignal): Promise<Completion>;
  /** The door as the locker reports it now. */
  readDoor(cell: CellAddress, signal: AbortSignal): Promise<z.infer<typeof doorStateSchema>>;

  payment: PaymentPort;
}
