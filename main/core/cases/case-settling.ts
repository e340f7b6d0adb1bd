import { unreachable } from '../../../contract/result.ts';
import type { CaseEffect } from './case-event.ts';
import type { CaseBody, CaseState, Deliverable, SuspensionCause } from './case-state.ts';
import { isDenied, missed, type Transition } from './case-steps.ts';
import { giveUpReading } from './invoice-counts.ts';
import {
  closePayment,
  concedePayment,
  holdsDelivery,
  isMoneySettled,
  isReturning,
  owesRefund,
  paymentAllows,
  printsPaymentSlip,
  withRefundDue,
} from './payment-settling.ts';

/**
 * Which state the facts of a case amount to. What can no longer be handed out becomes a task here,
 * a task makes a claim, and contents nobody needs any more are erased.
 */
export function settle(
  facts: CaseBody,
  suspendedBy: SuspensionCause | null,
  effects: CaseEffect[],
): Transition {
  const { state } = settleByAcceptance(giveUpReading(bodyOf(facts)), suspendedBy, effects);
  return { state: wantClaim(state, effects), effects };
}

/** May this be handed out now, by where the resident is and what the city said? */
export function mayHandOut(body: CaseBody, deliverable: Deliverable): boolean {
  if (deliverable.state !== 'pending') return false;
  const isSaidAnyway = deliverable.kind === 'claim_slip' || isAboutMoney(body, deliverable);
  if (body.resident === 'leaving') return isSaidAnyway;
  if (body.resident !== 'present') return false;
  return deliverable.kind === 'claim_slip' || isReady(body, deliverable);
}

/** Nothing but a claim slip is still to come. */
export function isHandedOut(body: CaseBody): boolean {
  const open = ['pending', 'in_progress', 'suspended'];
  return body.deliverables.every(({ kind, state }) => kind === 'claim_slip' || !open.includes(state));
}

/** Nothing more is handed out; what could have been becomes a task. */
export function dropPending(body: CaseBody, effects: CaseEffect[]): Transition {
  const waiting = body.acceptance.state === 'waiting';
  let left = giveUpReading(closePayment(body));
  for (const deliverable of goodsFirst(left)) {
    if (deliverable.state !== 'pending' || (waiting && deliverable.kind !== 'receipt')) continue;
    // Where the money goes back, the paper that says so may still come out.
    if (deliverable.kind === 'receipt' && owesRefund(left)) continue;
    if (!waitsForDecision(body, deliverable)) left = missed(left, deliverable, effects);
  }
  return settle(left, null, effects);
}

/** Has the city given what is needed to hand this out? */
function isReady(body: CaseBody, deliverable: Deliverable): boolean {
  const { acceptance } = body;
  if (acceptance.state === 'waiting') return deliverable.kind === 'receipt';
  if (acceptance.state !== 'accepted' || waitsForDecision(body, deliverable)) return false;
  if (deliverable.kind !== 'claim_slip' && !paymentAllows(body.payment, deliverable.kind)) return false;
  return deliverable.kind !== 'certificate' || acceptance.licenceId === null;
}

function waitsForDecision({ acceptance }: CaseBody, { kind }: Deliverable): boolean {
  if (acceptance.state !== 'accepted' || kind === 'receipt' || kind === 'claim_slip') return false;
  return acceptance.decision === 'pending' || acceptance.decision === 'later';
}

function settleByAcceptance(
  body: CaseBody,
  suspendedBy: SuspensionCause | null,
  effects: CaseEffect[],
): Pick<Transition, 'state'> {
  switch (body.acceptance.state) {
    case 'undecided':
      return { state: { ...body, name: 'submission_intended' } };
    case 'refused':
      return { state: settleRefused(body, effects) };
    case 'waiting':
    case 'accepted':
      return { state: settleDelivery(body, suspendedBy, effects) };
    default:
      return unreachable(body.acceptance);
  }
}

function settleRefused(facts: CaseBody, effects: CaseEffect[]): CaseState {
  const body: CaseBody = {
    ...facts,
    deliverables: facts.deliverables.map((deliverable) =>
      deliverable.kind !== 'claim_slip' &&
      (deliverable.state === 'pending' || deliverable.state === 'suspended')
        ? { ...deliverable, state: 'failed' }
        : deliverable,
    ),
  };
  const claimComes = body.claim === 'wanted' || body.deliverables.some((each) => mayHandOut(body, each));
  const isWanted = claimComes || opensTask(effects);
  if (!isWanted || body.resident === 'gone') effects.push({ type: 'erase', payload: 'slip' });
  if (body.resident !== 'gone' || isUnderWay(body) || body.errands.length > 0) {
    return { ...body, name: 'submission_refused' };
  }
  return { ...body, name: 'case_closed' };
}

function settleDelivery(
  facts: CaseBody,
  suspendedBy: SuspensionCause | null,
  effects: CaseEffect[],
): CaseState {
  if (suspendedBy !== null) return { ...facts, name: 'delivery_suspended', cause: suspendedBy };
  if (isUnderWay(facts)) return { ...facts, name: 'delivery_started' };
  if (isAwaited(facts)) return { ...facts, name: 'decision_awaited' };
  const offered = offerPayment(facts);
  if (offered.acceptance.state === 'accepted' && holdsDelivery(offered.payment)) {
    return { ...offered, name: 'payment_started' };
  }
  const body = dropWhatCannotCome(offered, effects);
  if (isReturning(body.payment)) return { ...body, name: 'refund_started' };
  if (body.deliverables.some((each) => mayHandOut(body, each) || comesAfterReturn(body, each))) {
    return { ...body, name: 'delivery_started' };
  }
  const claimComes = body.claim === 'wanted' || opensTask(effects);
  if (!claimComes || body.resident === 'gone') effects.push({ type: 'erase', payload: 'slip' });
  effects.push({ type: 'erase', payload: 'certificate' });
  const over =
    body.acceptance.state === 'accepted' &&
    body.resident === 'gone' &&
    body.errands.length === 0 &&
    body.cardCheck === 'none' &&
    (body.invoiceSale === null || body.invoiceSale.isTold) &&
    isMoneySettled(body.payment);
  return { ...body, name: over ? 'case_closed' : 'delivery_finished' };
}

/** A decision or a licence is on its way, and the resident waits for it. */
function isAwaited({ acceptance, resident }: CaseBody): boolean {
  if (acceptance.state !== 'accepted' || (resident !== 'present' && resident !== 'interrupted')) return false;
  return acceptance.decision === 'pending' || acceptance.licenceId !== null;
}

function comesAfterReturn(body: CaseBody, deliverable: Deliverable): boolean {
  if (body.resident !== 'interrupted' || deliverable.state !== 'pending') return false;
  return deliverable.kind === 'claim_slip' || isReady(body, deliverable);
}

/** Of an accepted case: what is neither out nor may come out is somebody's task. */
function dropWhatCannotCome(facts: CaseBody, effects: CaseEffect[]): CaseBody {
  if (facts.acceptance.state !== 'accepted') return facts;
  let body = facts;
  for (const deliverable of goodsFirst(facts)) {
    // What was paid for decides about the money, and the money about what the receipt can say.
    if (deliverable.kind === 'receipt') body = withRefundDue(body);
    if (deliverable.kind === 'receipt' && isReturning(body.payment)) continue;
    if (deliverable.state !== 'pending' || mayHandOut(body, deliverable)) continue;
    if (comesAfterReturn(body, deliverable) || waitsForDecision(body, deliverable)) continue;
    body = missed(body, deliverable, effects);
  }
  return withRefundDue(body);
}

/** Nothing is charged for what people or rules have not granted; who is not there does not pay. */
function offerPayment(body: CaseBody): CaseBody {
  const { acceptance } = body;
  if (acceptance.state !== 'accepted') return body;
  const isGranted = acceptance.decision !== 'later' && !isDenied(acceptance.decision);
  return concedePayment(isGranted ? body : closePayment(body));
}

function isAboutMoney({ payment }: CaseBody, { kind }: Deliverable): boolean {
  return kind === 'receipt' && printsPaymentSlip(payment);
}

function goodsFirst({ deliverables }: CaseBody): Deliverable[] {
  const isReceipt = ({ kind }: Deliverable) => kind === 'receipt';
  return [...deliverables.filter((each) => !isReceipt(each)), ...deliverables.filter(isReceipt)];
}

/** Whoever is owed something, or waits for a person to find out, gets a code to ask with. */
function wantClaim(state: CaseState, effects: readonly CaseEffect[]): CaseState {
  const mayCome = state.resident !== 'gone' && state.claim === 'none';
  return mayCome && opensTask(effects) ? { ...state, claim: 'wanted' } : state;
}

function opensTask(effects: readonly CaseEffect[]): boolean {
  return effects.some(({ type }) => type === 'open_task');
}

function isUnderWay(body: CaseBody): boolean {
  return body.deliverables.some((deliverable) => deliverable.state === 'in_progress');
}

/** The facts without what a state adds to them. */
function bodyOf(facts: CaseBody & { name?: unknown; cause?: unknown }): CaseBody {
  const { name: _name, cause: _cause, ...body } = facts;
  return body;
}
