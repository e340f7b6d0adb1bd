import type { HandedOutKind } from '../../../contract/kiosk-screens.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import type { AcceptedFacts, SuspensionCause } from './case-state.ts';
import type { HandingKind, IntentKind } from './effects.ts';
import type { PaymentEvent } from './payment-event.ts';

/** What happened to a case. Ids and instants come with the event, so that transitions stay pure. */
export type CaseEvent =
  /** `errandId` names the errand that may follow: a decision to ask for, a licence to fetch, a text to send. */
  | { type: 'submission_accepted'; facts: AcceptedFacts; errandId: IntentId }
  | { type: 'submission_refused'; cause: 'city' | 'conflict' | 'content_lost' }
  /** The city did not answer while the resident waited. */
  | { type: 'submission_deferred' }
  /**
   * The city answered what makes no sense. Nothing of it is acted upon; `answer` is its shape without
   * anything that could be personal.
   */
  | { type: 'answer_not_understood'; intentId: IntentId; detail: string; answer: string }
  | {
      type: 'decision_made';
      intentId: IntentId;
      decision: 'approved' | 'refused' | 'returned';
      licenceId: string | null;
      errandId: IntentId;
    }
  /** Not decided, or the licence not fetched, while the resident waited. */
  | { type: 'decision_deferred' }
  | { type: 'licence_fetched'; intentId: IntentId }
  /** What the scanner read from the invoice that came out last; `unread` too where nobody held it up. */
  | { type: 'invoice_read'; result: 'same' | 'other' | 'unread' }
  /** Nothing of the invoices sold moves any more: the city is told how many came out. */
  | { type: 'invoices_counted'; intentId: IntentId }
  /** The evidence before the act was read: the act may be intended now. */
  | {
      type: 'effect_prepared';
      deliverable: HandedOutKind;
      kind: HandingKind;
      intentId: IntentId;
      evidenceBefore: Evidence;
    }
  /** `content_missing`: the city gave nothing to hand out, or it cannot be unsealed any more. */
  | { type: 'preparation_failed'; deliverable: HandedOutKind; cause: SuspensionCause | 'content_missing' }
  /** `errandId` names the hand-over that follows an opened cell; unused otherwise. */
  | { type: 'effect_confirmed'; intentId: IntentId; evidence: Evidence; errandId: IntentId; at: string }
  /** The device said that it did not happen, and why. */
  | { type: 'effect_failed'; intentId: IntentId; evidence: Evidence; cause: SuspensionCause }
  /** After a restart the evidence says that it never happened. */
  | { type: 'effect_missed'; intentId: IntentId; evidence: Evidence }
  | { type: 'effect_unknown'; intentId: IntentId; evidence: Evidence }
  | { type: 'errand_recorded'; intentId: IntentId }
  | { type: 'errand_rejected'; intentId: IntentId; kind: IntentKind; detail: string }
  /** The code that names what a person owes the resident; only its hash is kept for good. */
  | { type: 'claim_issued'; codeHash: string }
  /** The resident has gone and the card is still at the gate. */
  | { type: 'card_left_behind'; intentId: IntentId; evidenceBefore: Evidence }
  | { type: 'card_taken' }
  /** The dispenser does not say whether the card is still there. */
  | { type: 'card_unclear' }
  | { type: 'delivery_retried' }
  | { type: 'delivery_abandoned' }
  | { type: 'rating_given'; level: number; intentId: IntentId; at: string }
  | { type: 'rating_skipped' }
  | { type: 'resident_left' }
  /** `expectedForMs`: how much longer the resident may come back to it; null if that is over. */
  | { type: 'process_restarted'; expectedForMs: number | null }
  /** The person of an interrupted case has identified again and goes on. */
  | { type: 'resident_returned' }
  | PaymentEvent;

/** Contents sealed on disk for a case. */
export type PayloadKind =
  /** The whole submission, until the city answered. */
  | 'submission'
  /** What the slips print, identity masked, until the delivery is over. */
  | 'slip'
  | 'certificate'
  /** The city's reason, until the resident left. */
  | 'refusal'
  /** Reasons of a decision made by rules, until the resident left. */
  | 'decision'
  /** Whose case it is, so that an interrupted one is offered to nobody else; until the resident left. */
  | 'owner'
  /** Where the original can be fetched; until the resident left. */
  | 'original'
  /** The claim code as the resident reads it; until the resident left. */
  | 'claim';

/** A claim slip is owed to nobody: its code stands on the screen, and the case has its task already. */
export type OwedKind = Exclude<HandedOutKind, 'claim_slip'>;

export type TaskKind =
  | `missing_${OwedKind}`
  | `unclear_${OwedKind}`
  | 'other_invoice_number'
  | 'card_taken_back'
  | 'card_left_behind'
  | 'errand_rejected'
  | 'answer_not_understood'
  | 'submission_conflict'
  | 'submission_content_lost'
  | 'refused_after_waiting'
  /** Nobody knows whether money was taken, or went back. */
  | 'unclear_payment'
  | 'unclear_refund'
  /** Money is being returned or a charge undone, and the city does not confirm it. */
  | 'undone_payment';

/**
 * `submission_wait`, `decision_wait`: how long the resident waits for the city; `resident_expected`:
 * how long an interrupted case may be taken up again; `charge_wait`: the time to pay; `payment_wait`: how
 * long a resident waits for money to be undone.
 */
export type DeadlineName =
  | 'submission_wait'
  | 'decision_wait'
  | 'resident_expected'
  | 'charge_wait'
  | 'payment_wait';

/** What a transition asks to be written together with the new state; at most one `intend`. */
export type CaseEffect =
  | { type: 'intend'; intentId: IntentId; kind: IntentKind; evidenceBefore: Evidence }
  | {
      type: 'conclude';
      intentId: IntentId;
      outcome: 'confirmed' | 'failed' | 'unknown';
      evidence: Evidence;
    }
  | { type: 'open_task'; kind: TaskKind; intentId: IntentId | null }
  | { type: 'keep_claim'; codeHash: string }
  | { type: 'set_deadline'; name: DeadlineName; afterMs: number }
  | { type: 'clear_deadline'; name: DeadlineName }
  | { type: 'erase'; payload: PayloadKind }
  | { type: 'errands_can_wait' };
