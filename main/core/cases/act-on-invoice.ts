import { invoiceNumberAt } from '../../../contract/company.ts';
import { err } from '../../../contract/result.ts';
import type { CaseId } from '../../../contract/words.ts';
import { prepareItem } from './act-on-card.ts';
import { acceptedFacts, type DeliveryTools, type Preparation } from './acts.ts';
import { askWithin } from './asking.ts';

/** So long a resident may take to pick up the one before. */
const takeTimeoutMs = 45_000;

/** Brings the next paper invoice out, once the one before is taken. `gone`: nobody is there to take it any more. */
export async function prepareInvoice(
  tools: DeliveryTools,
  caseId: CaseId,
  gone: AbortSignal,
): Promise<Preparation> {
  const { book, ports, clock, stop } = tools;
  const state = book.get(caseId)?.state;
  const sold = acceptedFacts(state)?.invoices;
  const sale = state?.invoiceSale;
  if (!sold || !sale) return err('content_missing');
  const taken = await askWithin(clock, AbortSignal.any([stop, gone]), takeTimeoutMs, (signal) =>
    ports.gateIsEmpty(signal),
  );
  if (!taken.ok && taken.error.kind === 'stopped') return err('stopped');
  if (!taken.ok) return err(taken.error.kind === 'timeout' ? 'item_not_taken' : 'dispenser_away');
  const place = sale.handedOut + sale.unclear;
  const number = invoiceNumberAt(sold, place);
  return prepareItem(tools, 'dispense_invoice', { invoiceCode: sold.invoiceCode, invoiceNumber: number });
}
