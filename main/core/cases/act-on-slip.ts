import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { err, ok } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import { acceptedFacts, type DeliveryTools, look, type Preparation } from './acts.ts';
import type { HandingKind } from './effects.ts';
import { invoiceLines } from './invoice-lines.ts';
import { printsPaymentSlip } from './payment-settling.ts';
import { claimedMoney, composePaymentSlip, paymentLines } from './payment-slips.ts';
import { paymentViewOf } from './payment-view.ts';
import {
  composeCertificate,
  composeClaimSlip,
  composeReceipt,
  composeWaitingSlip,
  type SlipOccasion,
} from './slips.ts';

const printTimeoutMs = 60_000;

type SlipKind = Extract<
  HandingKind,
  'print_receipt' | 'print_waiting_slip' | 'print_payment_slip' | 'print_certificate' | 'print_claim_slip'
>;

/** Prints on the receipt printer: what the slip says follows from how the case stands right now. */
export async function prepareSlip(
  tools: DeliveryTools,
  caseId: CaseId,
  deliverable: 'receipt' | 'certificate' | 'claim_slip',
): Promise<Preparation> {
  const { ports, random, onSlip, printerStall } = tools;
  // Nobody is kept waiting at a printer in trouble for a code that stands on the screen.
  const stall = deliverable === 'claim_slip' ? printerStall() : null;
  if (stall) return err(stall);
  const cuts = await look(tools, (signal) => ports.readCutCount(signal));
  if (!cuts.ok) return err(cuts.error.kind === 'stopped' ? 'stopped' : 'printer_away');
  const intentId = random.uuid() as IntentId;
  const composed = compose(tools, caseId, deliverable, intentId);
  if (!composed) return err('content_missing');
  const { kind, slip } = composed;
  return ok({
    kind,
    intentId,
    evidenceBefore: { cutCount: cuts.value, powerSession: ports.powerSession() },
    timeoutMs: printTimeoutMs,
    perform: (signal) => {
      onSlip(caseId, slip);
      return ports.print(intentId, slip, signal);
    },
  });
}

function compose(
  { book, content, clock, terminal }: DeliveryTools,
  caseId: CaseId,
  deliverable: 'receipt' | 'certificate' | 'claim_slip',
  documentId: IntentId,
): { kind: SlipKind; slip: ReceiptDocument } | null {
  const state = book.get(caseId)?.state;
  const facts = content.read(caseId, 'slip');
  if (!state || !facts.ok) return null;
  const printedAtMs = clock.wallMs();
  const occasion: SlipOccasion = { documentId, caseId, printedAtMs, terminal, facts: facts.value };
  const acceptance = acceptedFacts(state);
  const payment = paymentViewOf(state, null, 0);
  const isAboutMoney = payment !== null && printsPaymentSlip(state.payment);
  const { language } = facts.value;
  const invoices = invoiceLines(language, acceptance?.invoices, state.invoiceSale);
  // Whoever has a code gets one slip with everything that is owed, whatever it is printed for.
  const claimSlip = (): ReceiptDocument | null => {
    const code = state.claim === 'issued' ? content.read(caseId, 'claim') : null;
    if (!code?.ok) return null;
    const owed = state.deliverables.filter(({ state: of }) => of === 'failed' || of === 'unknown');
    const money = isAboutMoney ? claimedMoney(language, payment) : invoices;
    return composeClaimSlip(occasion, code.value, acceptance?.acceptanceNumber ?? null, owed, money);
  };
  if (deliverable === 'claim_slip') {
    const slip = claimSlip();
    return slip && { kind: 'print_claim_slip', slip };
  }
  if (!acceptance) {
    return deliverable === 'receipt'
      ? { kind: 'print_waiting_slip', slip: composeWaitingSlip(occasion) }
      : null;
  }
  if (deliverable === 'receipt') {
    const reasons = content.read(caseId, 'decision');
    if (isAboutMoney) {
      const slip = claimSlip() ?? composePaymentSlip(occasion, acceptance, payment);
      return { kind: 'print_payment_slip', slip };
    }
    const money = [...paymentLines(language, payment), ...invoices];
    const slip = composeReceipt(occasion, acceptance, reasons.ok ? reasons.value : [], money);
    return { kind: 'print_receipt', slip };
  }
  const certificate = content.read(caseId, 'certificate');
  if (!certificate.ok) return null;
  return { kind: 'print_certificate', slip: composeCertificate(occasion, acceptance, certificate.value) };
}
