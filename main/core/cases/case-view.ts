import type { PaymentView } from '../../../contract/payment.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CaseId, ItemCode, LocalizedText } from '../../../contract/words.ts';
import type { KnownCase } from './case-book.ts';
import type { AcceptanceView, CaseView, OpenedCell } from './case-desk.ts';
import { canRate } from './case-machine.ts';
import type { CaseState, SuspensionCause } from './case-state.ts';

export interface ViewSources {
  slip: ReceiptDocument | null;
  /** What keeps the printer from going on right now. */
  printerStall: SuspensionCause | null;
  payment: PaymentView | null;
  /** Asked only for a refused case. */
  refusal: () => LocalizedText;
}

/** A case as the screens need it. */
export function viewOf(caseId: CaseId, { itemCode, state }: KnownCase, sources: ViewSources): CaseView {
  const view = plainView(caseId, itemCode, state, sources);
  const cause = isPrinting(state) ? sources.printerStall : null;
  return cause ? stalledView(view, cause) : view;
}

/** Whether a slip of this case is at the printer. */
export function isPrinting(state: CaseState): boolean {
  return (
    state.name === 'delivery_started' &&
    state.deliverables.some(({ kind, state: progress }) => progress === 'in_progress' && kind !== 'parcel')
  );
}

/** The printer goes on by itself once the cause is gone, so the journal knows nothing of it. */
function stalledView(view: CaseView, cause: SuspensionCause): CaseView {
  return {
    ...view,
    phase: 'suspended',
    suspension: { cause, caseAccepted: view.acceptance?.state === 'accepted' },
    deliverables: view.deliverables.map((deliverable) =>
      deliverable.state === 'in_progress' ? { ...deliverable, state: 'suspended' } : deliverable,
    ),
  };
}

function plainView(
  caseId: CaseId,
  itemCode: ItemCode,
  state: CaseState,
  { slip, payment, refusal }: ViewSources,
): CaseView {
  return {
    caseId,
    itemCode,
    itemName: state.itemName,
    phase: phaseOf(state),
    acceptance: acceptanceOf(state, refusal),
    deliverables: state.deliverables.map((deliverable) => ({
      kind: deliverable.kind,
      state: deliverable.state,
    })),
    suspension:
      state.name === 'delivery_suspended'
        ? { cause: state.cause, caseAccepted: state.acceptance.state === 'accepted' }
        : null,
    slip,
    cell: cellOf(state),
    canRate: canRate(state),
    payment,
  };
}

function phaseOf(state: CaseState): CaseView['phase'] {
  switch (state.name) {
    case 'submission_intended':
      return 'submitting';
    case 'submission_refused':
      return 'refused';
    case 'payment_started':
      return 'paying';
    case 'refund_started':
      return 'returning';
    case 'delivery_started':
      return 'delivering';
    case 'delivery_suspended':
      return 'suspended';
    case 'delivery_finished':
      return 'finished';
    case 'case_closed':
      return 'closed';
    default:
      return unreachable(state);
  }
}

function acceptanceOf({ acceptance }: CaseState, refusal: () => LocalizedText): AcceptanceView | null {
  switch (acceptance.state) {
    case 'undecided':
      return null;
    case 'waiting':
      return { state: 'waiting_for_network' };
    case 'accepted': {
      const { acceptanceNumber, acceptedAt } = acceptance;
      return { state: 'accepted', acceptanceNumber, acceptedAt };
    }
    case 'refused':
      return { state: 'refused', reason: refusal() };
    default:
      return unreachable(acceptance);
  }
}

function cellOf({ acceptance, deliverables }: CaseState): OpenedCell | null {
  if (acceptance.state !== 'accepted' || !acceptance.parcel) return null;
  const { board, cell } = acceptance.parcel;
  const opening = deliverables.find((deliverable) => deliverable.kind === 'parcel')?.state;
  if (opening === 'done') return { board, cell, door: 'open' };
  return opening === 'unknown' ? { board, cell, door: 'unknown' } : null;
}
