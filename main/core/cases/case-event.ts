import type { DeliverableKind } from '../../../contract/catalog.ts';
import { unreachable } from '../../../contract/result.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import type { AcceptedFacts, SuspensionCause } from './case-state.ts';
import type { PaymentEvent } from './payment-event.ts';

/** Acts on the world. Each is durable as an intent before it is done. */
export type IntentKind =
  | 'submit'
  | 'print_receipt'
  | 'print_waiting_slip'
  | 'print_payment_slip'
  | 'print_certificate'
  | 'open_cell'
  | 'hand_over_parcel'
  | 'rate'
  | 'charge'
  | 'refund';

/** Whether an act is an errand to the city, sent by the outbox, and if a resident waits for it. */
export function errandOf(kind: IntentKind): { urgent: boolean } | null {
  switch (kind) {
    case 'submit':
      return { urgent: true };
    case 'hand_over_parcel':
    case 'rate':
      return { urgent: false };
    case 'print_receipt':
    case 'print_waiting_slip':
    case 'print_certificate':
    case 'print_payment_slip':
    case 'open_cell':
    // Money is followed by `Payments`, which asks before it ever repeats.
    case 'charge':
    case 'refund':
      return null;
    default:
      return unreachable(kind);
  }
}

/** What happened to a case. Ids and instants come with the event, so that transitions stay pure. */
export type CaseEvent =
  | { type: 'submission_accepted'; facts: AcceptedFacts }
  | { type: 'submission_refused'; cause: 'city' | 'conflict' | 'content_lost' }
  /** The city did not answer while the resident waited. */
  | { type: 'submission_deferred' }
  /** The evidence before the act was read: the act may be intended now. */
  | { type: 'effect_prepared'; deliverable: DeliverableKind; intentId: IntentId; evidenceBefore: Evidence }
  /** `content_missing`: the city gave nothing to hand out, or it cannot be unsealed any more. */
  | {
      type: 'preparation_failed';
      deliverable: DeliverableKind;
      cause: SuspensionCause | 'content_missing';
    }
  /** `errandId` names the hand-over that follows an opened cell; unused otherwise. */
  | { type: 'effect_confirmed'; intentId: IntentId; evidence: Evidence; errandId: IntentId; at: string }
  /** The device said that it did not happen, and why. */
  | { type: 'effect_failed'; intentId: IntentId; evidence: Evidence; cause: SuspensionCause }
  /** After a restart the evidence says that it never happened. */
  | { type: 'effect_missed'; intentId: IntentId; evidence: Evidence }
  | { type: 'effect_unknown'; intentId: IntentId; evidence: Evidence }
  | { type: 'errand_recorded'; intentId: IntentId }
  | { type: 'errand_rejected'; intentId: IntentId; detail: string }
  | { type: 'delivery_retried' }
  | { type: 'delivery_abandoned' }
  | { type: 'rating_given'; level: number; intentId: IntentId; at: string }
  | { type: 'rating_skipped' }
  | { type: 'resident_left' }
  /** `expectedForMs`: how much longer the resident is expected to stand there; null if gone by now. */
  | { type: 'process_restarted'; expectedForMs: number | null }
  | PaymentEvent;

/** Contents sealed on disk for a case. */
export type PayloadKind =
  /** The whole submission, until the city answered. */
  | 'submission'
  /** What the slips print, identity masked, until the delivery is over. */
  | 'slip'
  | 'certificate'
  /** The city's reason, until the resident left. */
  | 'refusal';

export type TaskKind =
  | `missing_${DeliverableKind}`
  | `unclear_${DeliverableKind}`
  | 'handover_rejected'
  | 'submission_conflict'
  | 'submission_content_lost'
  | 'refused_after_waiting'
  /** Nobody knows whether money was taken, or went back. */
  | 'unclear_payment'
  | 'unclear_refund'
  /** Money is being returned or a charge undone, and the city does not confirm it. */
  | 'undone_payment';

/**
 * `submission_wait`: how long the resident waits for the city; `resident_expected`: after a restart;
 * `charge_wait`: the time to pay; `payment_wait`: how long a resident waits for money to be undone.
 */
export type DeadlineName = 'submission_wait' | 'resident_expected' | 'charge_wait' | 'payment_wait';

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
  | { type: 'set_deadline'; name: DeadlineName; afterMs: number }
  | { type: 'clear_deadline'; name: DeadlineName }
  | { type: 'erase'; payload: PayloadKind }
  | { type: 'errands_can_wait' };
