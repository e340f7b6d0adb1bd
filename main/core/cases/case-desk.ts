import type { z } from 'zod';
import type { ServiceItem } from '../../../contract/catalog.ts';
import type { originalLinkSchema, Submission } from '../../../contract/city.ts';
import type {
  acceptanceViewSchema,
  claimViewSchema,
  decisionViewSchema,
  deliverableViewSchema,
  openedCellSchema,
  suspensionSchema,
} from '../../../contract/kiosk-screens.ts';
import type { PaymentView } from '../../../contract/payment.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { Result } from '../../../contract/result.ts';
import type { CaseId, ItemCode, Language, LocalizedText } from '../../../contract/words.ts';

export type AcceptanceView = z.infer<typeof acceptanceViewSchema>;
export type DeliverableView = z.infer<typeof deliverableViewSchema>;
export type Suspension = z.infer<typeof suspensionSchema>;
export type DecisionView = z.infer<typeof decisionViewSchema>;
export type OriginalLink = z.infer<typeof originalLinkSchema>;
export type ClaimView = z.infer<typeof claimViewSchema>;
export type OpenedCell = z.infer<typeof openedCellSchema>;

/** A case as the screens need it. */
export interface CaseView {
  caseId: CaseId;
  itemCode: ItemCode;
  itemName: LocalizedText;
  /**
   * `submitting`: the city has not answered; `deciding`: accepted, and rules or an officer decide; `paying`: the money
   * is not decided; `returning`: it goes back; `delivering`: things are being handed out;
   * `suspended`: a device fault waits for a person, see `suspension`; `finished`: nothing more
   * will be handed out; `refused`: by the city; `closed`: over.
   */
  phase:
    | 'submitting'
    | 'deciding'
    | 'paying'
    | 'returning'
    | 'delivering'
    | 'suspended'
    | 'finished'
    | 'refused'
    | 'closed';
  /** Null while the city has neither answered nor been given up on for now. */
  acceptance: AcceptanceView | null;
  deliverables: DeliverableView[];
  suspension: Suspension | null;
  /** Null where the terminal is not told of a decision. */
  decision: DecisionView | null;
  /** What to name to the staff where something is owed. */
  claim: ClaimView | null;
  /** Where a phone can fetch the original of what is printed. */
  original: OriginalLink | null;
  /** The slip being printed, or the last one printed. In memory only. */
  slip: ReceiptDocument | null;
  /** The cell opened for this case; the door as it was when the opening ended. */
  cell: OpenedCell | null;
  canRate: boolean;
  /** Null: the item costs nothing, or the city has not accepted it. */
  payment: PaymentView | null;
}

export interface NewCase {
  item: ServiceItem;
  /** Without the case id, which is given here. */
  submission: Omit<Submission, 'caseId'>;
  /** Of the resident; the slips are written in it. */
  language: Language;
}

/** Why no case can be taken that would have to wait for the network. */
export type QueueLimit = 'queue_full' | 'queue_too_old';

export type NotNow = { kind: 'not_now' };

/** The verbs of a case, as the session uses them. Each is durable when it returns. */
export interface CaseDesk {
  /** The resident confirmed: from here on nothing is lost. Submits and then hands out by itself. */
  beginCase(newCase: NewCase): CaseId;
  /** After a suspension: what was suspended is tried anew. */
  retryDelivery(caseId: CaseId): Result<void, NotNow>;
  /** The resident leaves without the rest; what is missing becomes a task for a person. */
  abandonDelivery(caseId: CaseId): Result<void, NotNow>;
  /** The code of the last invoice cannot be read: the next one comes without it. */
  skipReading(caseId: CaseId): Result<void, NotNow>;
  /** False while the slip printer cannot print: nobody pays for what they would get no paper of. */
  readonly canCharge: boolean;
  /** Charges by the payment code on the resident's phone. Not while another charge is under way. */
  payByCode(caseId: CaseId, code: string): Result<void, NotNow>;
  /** Makes an order; its QR text comes with the view. */
  payByQr(caseId: CaseId): Result<void, NotNow>;
  /** The charge under way is undone, then the resident may pay another way. */
  stopCharge(caseId: CaseId): Result<void, NotNow>;
  /** The resident does not pay: whatever was begun is undone, and nothing is handed out. */
  declinePayment(caseId: CaseId): Result<void, NotNow>;
  /** The resident does not wait for the decision: the receipt comes now, the result by a text. */
  stopWaiting(caseId: CaseId): Result<void, NotNow>;
  /** `level` 1 to 5, or null for "no rating". Only when `canRate` is true in the view. */
  rate(caseId: CaseId, level: number | null): Result<void, NotNow>;
  /** The session is over for whatever reason: nothing more is printed or opened for this case. */
  sessionEnded(caseId: CaseId): void;
  /** An interrupted case of this person, and of nobody else, that can be taken up again. */
  findInterrupted(idNumber: string): CaseView | null;
  /** The person of an interrupted case goes on with it. */
  resume(caseId: CaseId): Result<void, NotNow>;
  /** Why no more cases can wait for the network; null while they can. */
  queueLimit(): QueueLimit | null;
  readCase(caseId: CaseId): CaseView | null;
  /** The current view at once, then every change, until the returned function is called. */
  watch(caseId: CaseId, listener: (view: CaseView) => void): () => void;
  /** The city answers again: what waits in the outbox is sent now. */
  cityReachable(): void;
}

export interface CaseStart {
  /** A resident was in the middle of a case a short time ago and probably still stands there. */
  interrupted: boolean;
  /** Resolves when every intent left open by the last run has been decided or handed to a person. */
  settled: Promise<void>;
}
