import type { ServiceItem } from '../../../contract/catalog.ts';
import { unreachable } from '../../../contract/result.ts';
import type { IntentId } from '../../../contract/words.ts';
import * as card from './case-card.ts';
import * as city from './case-city.ts';
import type { CaseEvent } from './case-event.ts';
import * as handing from './case-handing.ts';
import * as invoices from './case-invoices.ts';
import { canRate } from './case-next.ts';
import * as resident from './case-resident.ts';
import type { CaseState } from './case-state.ts';
import type { Transition } from './case-steps.ts';
import { isPaymentEvent } from './payment-event.ts';
import { transitionPayment } from './payment-machine.ts';
import { paymentDue } from './payment-state.ts';

/** How long a resident waits for the city before the case is taken as waiting, by the item's kind. */
const submissionWaitMs = { deferrable: 8000, required: 20_000 } as const;

/** The first step: the resident confirmed. */
export function beginCase(
  item: Pick<ServiceItem, 'name' | 'network' | 'handledBy' | 'deliverables' | 'fee'>,
  submitIntentId: IntentId,
): Transition {
  return {
    state: {
      name: 'submission_intended',
      itemName: item.name,
      network: item.network,
      handledBy: item.handledBy,
      submitIntentId,
      acceptance: { state: 'undecided' },
      deliverables: item.deliverables.map((kind) => ({ kind, state: 'pending', intentId: null, by: null })),
      resident: 'present',
      claim: 'none',
      cardCheck: 'none',
      captureIntentId: null,
      notUnderstood: [],
      rating: 'open',
      errands: [],
      invoiceSale: null,
      payment: item.fee ? paymentDue(item.fee.amountFen) : null,
    },
    effects: [
      { type: 'intend', intentId: submitIntentId, kind: 'submit', evidenceBefore: {} },
      { type: 'set_deadline', name: 'submission_wait', afterMs: submissionWaitMs[item.network] },
    ],
  };
}

/**
 * The whole behaviour of a case: what an event does in a state. Null means that the event does not
 * belong here (late, repeated, or a verb out of place) and changes nothing.
 */
export function transition(state: CaseState, event: CaseEvent): Transition | null {
  if (state.name === 'case_closed') return null;
  if (isPaymentEvent(event)) return transitionPayment(state, event);
  switch (event.type) {
    case 'submission_accepted':
      return city.accept(state, event);
    case 'submission_refused':
      return city.refuse(state, event);
    case 'submission_deferred':
      return city.defer(state);
    case 'answer_not_understood':
      return city.misunderstand(state, event);
    case 'decision_made':
      return city.decide(state, event);
    case 'decision_deferred':
      return city.deferDecision(state);
    case 'licence_fetched':
      return city.takeLicence(state, event);
    case 'invoice_read':
      return invoices.noteReading(state, event);
    case 'invoices_counted':
      return invoices.tellCount(state, event);
    case 'errand_recorded':
      return city.recordErrand(state, event);
    case 'errand_rejected':
      return city.rejectErrand(state, event);
    case 'effect_prepared':
      return handing.intend(state, event);
    case 'preparation_failed':
      return handing.failPreparation(state, event);
    case 'effect_confirmed':
      return card.endCapture(state, event) ?? handing.confirm(state, event);
    case 'effect_failed':
      return card.endCapture(state, event) ?? handing.fail(state, event);
    case 'effect_missed':
      return card.endCapture(state, event) ?? handing.miss(state, event);
    case 'effect_unknown':
      return card.endCapture(state, event) ?? handing.lose(state, event);
    case 'claim_issued':
      return handing.issueClaim(state, event);
    case 'card_left_behind':
    case 'card_taken':
    case 'card_unclear':
      return card.lookAfter(state, event);
    case 'delivery_retried':
      return handing.retry(state);
    case 'delivery_abandoned':
      return handing.abandon(state);
    case 'rating_given':
    case 'rating_skipped':
      return canRate(state) ? resident.rate(state, event) : null;
    case 'resident_left':
      return resident.leave(state);
    case 'process_restarted':
      return resident.restart(state, event);
    case 'resident_returned':
      return resident.comeBack(state);
    default:
      return unreachable(event);
  }
}
