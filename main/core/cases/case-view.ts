import type { PaymentView } from '../../../contract/payment.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CaseId, ItemCode, LocalizedText } from '../../../contract/words.ts';
import type { KnownCase } from './case-book.ts';
import type {
  AcceptanceView,
  CaseView,
  ClaimView,
  DecisionView,
  OpenedCell,
  OriginalLink,
} from './case-desk.ts';
import { canRate, nextStep } from './case-next.ts';
import { isHandedOut } from './case-settling.ts';
import type { CaseState, SuspensionCause } from './case-state.ts';
import { effects } from './effects.ts';
import { otherNumberTold } from './invoice-lines.ts';
import { toldOf } from './slips.ts';

export interface ViewSources {
  slip: ReceiptDocument | null;
  /** What keeps the printer from going on right now. */
  printerStall: SuspensionCause | null;
  payment: PaymentView | null;
  /** Asked only for a refused case. */
  refusal: () => LocalizedText;
  /** Asked only for a decided case. */
  reasons: () => LocalizedText[];
  /** Asked only where a claim was issued. */
  claimCode: () => string | null;
  /** Asked only for an accepted case. */
  original: () => OriginalLink | null;
}

type DeliverableKind = CaseState['deliverables'][number]['kind'];

/** A case as the screens need it. */
export function viewOf(caseId: CaseId, { itemCode, state }: KnownCase, sources: ViewSources): CaseView {
  const view = plainView(caseId, itemCode, state, sources);
  const kept = sources.printerStall ? atPrinter(state) : null;
  return kept && sources.printerStall ? stalledView(view, kept, sources.printerStall) : view;
}

/** Whether the resident waits for the receipt printer. */
export function waitsForPrinter(state: CaseState): boolean {
  return atPrinter(state) !== null;
}

/** What is at the receipt printer, or behind a slip of an earlier case that is still being looked for there. */
function atPrinter(state: CaseState): DeliverableKind | null {
  if (state.name !== 'delivery_started' || state.resident !== 'present') return null;
  const printing = state.deliverables.find(({ kind, state: progress, by }) => {
    const isSlip = by?.startsWith('print_') && by !== 'print_document' && kind !== 'claim_slip';
    return progress === 'in_progress' && isSlip;
  });
  if (printing) return printing.kind;
  const next = nextStep(state);
  return next?.act === 'hand_out' && next.deliverable === 'receipt' ? 'receipt' : null;
}

/** The printer goes on by itself once the cause is gone, so the journal knows nothing of it. */
function stalledView(view: CaseView, kept: DeliverableKind, cause: SuspensionCause): CaseView {
  return {
    ...view,
    phase: 'suspended',
    suspension: { cause, caseAccepted: view.acceptance?.state === 'accepted' },
    deliverables: view.deliverables.map((deliverable) =>
      deliverable.kind === kept ? { ...deliverable, state: 'suspended' } : deliverable,
    ),
  };
}

function plainView(
  caseId: CaseId,
  itemCode: ItemCode,
  state: CaseState,
  { slip, payment, refusal, reasons, claimCode, original }: ViewSources,
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
      told: toldOf(deliverable),
      ...piecesOf(deliverable, state),
    })),
    suspension:
      state.name === 'delivery_suspended'
        ? { cause: state.cause, caseAccepted: state.acceptance.state === 'accepted' }
        : null,
    decision: decisionOf(state, reasons),
    claim: claimOf(state, claimCode),
    original: state.acceptance.state === 'accepted' ? original() : null,
    slip,
    cell: cellOf(state),
    canRate: canRate(state),
    payment,
  };
}

function piecesOf({ kind }: CaseState['deliverables'][number], { invoiceSale }: CaseState) {
  if (kind !== 'invoice' || !invoiceSale) return {};
  const { handedOut, count, toRead, checked, isOther } = invoiceSale;
  return {
    pieces: { out: handedOut, count, toRead, checked },
    ...(isOther ? { told: otherNumberTold } : {}),
  };
}

function phaseOf(state: CaseState): CaseView['phase'] {
  switch (state.name) {
    case 'submission_intended':
      return 'submitting';
    case 'submission_refused':
      return 'refused';
    case 'decision_awaited':
      return 'deciding';
    case 'payment_started':
      return 'paying';
    case 'refund_started':
      return 'returning';
    case 'delivery_started':
      // What is still taken back, and the slip for a claim, are not waited for.
      return state.resident === 'leaving' || isHandedOut(state) ? 'finished' : 'delivering';
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

function decisionOf({ acceptance }: CaseState, reasons: () => LocalizedText[]): DecisionView | null {
  if (acceptance.state !== 'accepted') return null;
  switch (acceptance.decision) {
    case 'none':
    case 'pending':
      return null;
    case 'later':
      return { state: 'later', reasons: [effects.query_decision.told.unknown] };
    case 'approved':
    case 'refused':
    case 'returned':
      return { state: acceptance.decision, reasons: reasons() };
    default:
      return unreachable(acceptance.decision);
  }
}

function claimOf(state: CaseState, claimCode: () => string | null): ClaimView | null {
  const code = state.claim === 'issued' ? claimCode() : null;
  if (code === null) return null;
  const slip = state.deliverables.find(({ kind }) => kind === 'claim_slip');
  return { code, onPaper: slip?.state === 'done' };
}

function cellOf({ acceptance, deliverables }: CaseState): OpenedCell | null {
  if (acceptance.state !== 'accepted' || !acceptance.parcel) return null;
  const { board, cell } = acceptance.parcel;
  const opening = deliverables.find((deliverable) => deliverable.kind === 'parcel')?.state;
  if (opening === 'done') return { board, cell, door: 'open' };
  return opening === 'unknown' ? { board, cell, door: 'unknown' } : null;
}
