import { type InvoiceOnPaper, type InvoiceRange, invoiceNumberAt } from '../../../contract/company.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { CaseId } from '../../../contract/words.ts';
import { prepareItem } from './act-on-card.ts';
import { acceptedFacts, type DeliveryTools, type Preparation } from './acts.ts';
import { askWithin, pause } from './asking.ts';

/** So long a resident may take to pick up the one before. */
const takeTimeoutMs = 45_000;

/** So long after it was taken it may be held before the scanner. */
const readTimeoutMs = 20_000;

export type Reading = Result<'same' | 'other' | 'unread', 'item_not_taken' | 'stopped'>;

/**
 * Waits until the invoice that came out last is held before the scanner, and compares its number with the one that was
 * sold for its place. Without a scanner it is `unread` at once. `gone`: it is not waited for any more.
 */
export async function readInvoice(tools: DeliveryTools, caseId: CaseId, gone: AbortSignal): Promise<Reading> {
  const { book, ports, clock, stop } = tools;
  const state = book.get(caseId)?.state;
  const sold = acceptedFacts(state)?.invoices;
  const sale = state?.invoiceSale;
  if (!sold || !sale) return err('stopped');
  const ended = new AbortController();
  const until = AbortSignal.any([stop, gone, ended.signal]);
  const place = sale.handedOut + sale.unclear - 1;
  const wanted = async (signal: AbortSignal): Promise<InvoiceOnPaper | null> => {
    for (;;) {
      const read = await ports.readInvoiceCode(signal);
      // The one before may still be in front of the scanner.
      if (!read || !isEarlier(read, sold, place)) return read;
    }
  };
  const code = askWithin(clock, until, takeTimeoutMs + readTimeoutMs, wanted);
  const overdue = async (): Promise<'unread' | 'item_not_taken' | 'stopped'> => {
    const taken = await askWithin(clock, until, takeTimeoutMs, (signal) => ports.gateIsEmpty(signal));
    if (!taken.ok && taken.error.kind === 'timeout') return 'item_not_taken';
    await pause(clock, until, readTimeoutMs);
    return until.aborted ? 'stopped' : 'unread';
  };
  const first = await Promise.race([code, overdue()]);
  ended.abort();
  if (stop.aborted || gone.aborted) return err('stopped');
  if (typeof first === 'string') return first === 'unread' ? ok(first) : err(first);
  const read = first.ok ? first.value : null;
  if (!read) return ok('unread');
  const isSame = read.invoiceCode === sold.invoiceCode && read.invoiceNumber === invoiceNumberAt(sold, place);
  return ok(isSame ? 'same' : 'other');
}

/** Of the same sale, and handed out before this place. */
function isEarlier(
  { invoiceCode, invoiceNumber }: InvoiceOnPaper,
  sold: InvoiceRange,
  place: number,
): boolean {
  const before = Number(invoiceNumber) - Number(sold.firstNumber);
  return invoiceCode === sold.invoiceCode && before >= 0 && before < place;
}

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
