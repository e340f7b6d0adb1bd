import type { z } from 'zod';
import type {
  Acceptance,
  Certificate,
  Decision,
  NotificationSubject,
  Submission,
} from '../../../contract/city.ts';
import type { InvoiceOnPaper } from '../../../contract/company.ts';
import type { CellAddress, doorStateSchema } from '../../../contract/device-classes.ts';
import type { Completion } from '../../../contract/device-common.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { CaseId, IntentId, Language, LocalizedText } from '../../../contract/words.ts';
import type { MaintenancePorts, TestPage } from './maintenance-ports.ts';
import type { PaymentPort } from './payment-port.ts';

/** The city did not answer, or not in time. Whether it received the question is not known. */
export interface Unreachable {
  kind: 'unreachable';
  /** A short technical word such as `timeout` or `http_503`; kept in the journal, so never personal data. */
  detail: string;
}

/**
 * Something answered, but not what the contract says: a page of a gateway, an unknown status, another
 * case's number. Nothing of it may be acted upon.
 */
export interface NotUnderstood {
  kind: 'not_understood';
  detail: string;
  /** Shape and harmless words of the answer; whatever could be personal is left out. */
  answer: string;
}

export type SubmitAnswer =
  | { kind: 'accepted'; acceptance: Acceptance }
  | { kind: 'refused'; reason: LocalizedText }
  /** The city already holds another content under this case id. */
  | { kind: 'conflict' }
  | NotUnderstood
  | Unreachable;

export type CaseLookUp =
  | { kind: 'accepted'; acceptance: Acceptance }
  | { kind: 'unknown_case' }
  | NotUnderstood
  | Unreachable;

export type DecisionAnswer =
  | { kind: 'decision'; decision: Decision }
  | { kind: 'rejected'; detail: string }
  | NotUnderstood
  | Unreachable;

export type LicenceAnswer =
  | { kind: 'licence'; certificate: Certificate }
  | { kind: 'rejected'; detail: string }
  | NotUnderstood
  | Unreachable;

/** An errand to the city that is not a submission. `rejected`: the city answered no and will not change its mind. */
export type ErrandAnswer =
  | { kind: 'recorded' }
  | { kind: 'rejected'; detail: string }
  | NotUnderstood
  | Unreachable;

export interface ParcelHandover {
  caseId: CaseId;
  parcelId: string;
  /** ISO 8601, UTC. */
  openedAt: string;
}

export interface InvoicesCounted {
  caseId: CaseId;
  handedOut: number;
  /** Perhaps out. */
  unclear: number;
  inOrder: boolean;
}

export interface CaseRating {
  caseId: CaseId;
  /** 5 very satisfied … 1 very dissatisfied. */
  level: number;
  /** ISO 8601, UTC. */
  ratedAt: string;
}

/** A certificate with what stands around it on paper. */
export interface PrintedCertificate {
  documentId: IntentId;
  certificate: Certificate;
  acceptanceNumber: string;
  terminalName: LocalizedText;
  printedAtMs: number;
  language: Language;
}

/** A document for the A4 printer. */
export type DrawnDocument = TestPage;

/**
 * Everything a case does to the world or asks of it. The runner puts a deadline on every call by
 * `signal`; a rejected promise means that the device host or the city could not be spoken to, and
 * for an act (`print`, `openCell`) that its effect is unknown.
 */
export interface EffectPorts extends MaintenancePorts {
  submit(submission: Submission, signal: AbortSignal): Promise<SubmitAnswer>;
  lookUpCase(caseId: CaseId, signal: AbortSignal): Promise<CaseLookUp>;
  handOverParcel(handover: ParcelHandover, signal: AbortSignal): Promise<ErrandAnswer>;
  rate(rating: CaseRating, signal: AbortSignal): Promise<ErrandAnswer>;
  lookUpDecision(caseId: CaseId, signal: AbortSignal): Promise<DecisionAnswer>;
  fetchLicence(caseId: CaseId, licenceId: string, signal: AbortSignal): Promise<LicenceAnswer>;
  notify(caseId: CaseId, subject: NotificationSubject, signal: AbortSignal): Promise<ErrandAnswer>;

  countInvoices(count: InvoicesCounted, signal: AbortSignal): Promise<ErrandAnswer>;

  /** `jobId` is the id of the print intent and also `document.documentId`. */
  print(jobId: IntentId, document: ReceiptDocument, signal: AbortSignal): Promise<Completion>;
  lookUpJob(jobId: IntentId, signal: AbortSignal): Promise<Completion>;
  /**
   * Takes a job back that its resident does not wait for any more: what the printer still holds is
   * cleared and the remnant cut off. A job that is coming out right now is let finish. The answer is
   * the job's outcome.
   */
  cancelJob(jobId: IntentId, signal: AbortSignal): Promise<Completion>;
  /** Cumulative cuts of the printer, or null if it does not count them. */
  readCutCount(signal: AbortSignal): Promise<number | null>;

  openCell(commandId: IntentId, cell: CellAddress, signal: AbortSignal): Promise<Completion>;
  lookUpOpening(commandId: IntentId, cell: CellAddress, signal: AbortSignal): Promise<Completion>;
  /** The door as the locker reports it now. */
  readDoor(cell: CellAddress, signal: AbortSignal): Promise<z.infer<typeof doorStateSchema>>;

  /**
   * The first code of a paper invoice that is held before the scanner; other codes are passed over. Null where there is
   * no scanner.
   */
  readInvoiceCode(signal: AbortSignal): Promise<InvoiceOnPaper | null>;
  /** Resolves when nothing lies at the dispenser's gate. */
  gateIsEmpty(signal: AbortSignal): Promise<void>;

  payment: PaymentPort;

  /** Is there an A4 printer that would print now? */
  documentPrinterReady(): boolean;
  /** Draws a certificate on A4 pages. */
  drawDocument(certificate: PrintedCertificate, signal: AbortSignal): Promise<DrawnDocument>;

  /**
   * Names the time since the machine was last switched on. As long as it is the same, a device on the
   * same supply has not lost its power, and its counters stand where they stood.
   */
  powerSession(): string;
}
