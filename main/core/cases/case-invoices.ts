import type { CaseEffect } from './case-event.ts';
import { settle } from './case-settling.ts';
import type { CaseBody } from './case-state.ts';
import { causeOf, change, type LiveState, type Of, type Transition } from './case-steps.ts';
import { afterReading, isCountDue, recountLast } from './invoice-counts.ts';

/** The invoice that came out last is held before the scanner; its number was read, or not. */
export function noteReading(state: LiveState, { result }: Of<'invoice_read'>): Transition | null {
  const { invoiceSale } = state;
  if (!invoiceSale?.toRead || state.name !== 'delivery_started') return null;
  if (result !== 'other') return settle(afterReading(state, result === 'same'), causeOf(state), []);
  const invoice = state.deliverables.find(({ kind }) => kind === 'invoice');
  const effects: CaseEffect[] = [
    { type: 'open_task', kind: 'other_invoice_number', intentId: invoice?.intentId ?? null },
  ];
  // What is out is not what was sold: nobody but a person can say whose it is, and what lies in the hopper.
  const counted = recountLast(afterReading(state, false), false);
  const body: CaseBody = {
    ...counted,
    invoiceSale: counted.invoiceSale && { ...counted.invoiceSale, isOther: true },
  };
  return settle(change(body, 'invoice', { state: 'failed' }), null, effects);
}

export function tellCount(state: LiveState, { intentId }: Of<'invoices_counted'>): Transition | null {
  const { invoiceSale } = state;
  if (!invoiceSale || !isCountDue(state)) return null;
  const { handedOut, unclear, inOrder } = invoiceSale;
  const effects: CaseEffect[] = [
    {
      type: 'intend',
      intentId,
      kind: 'count_invoices',
      evidenceBefore: { handedOut, unclear, inOrder },
    },
  ];
  const body: CaseBody = {
    ...state,
    invoiceSale: { ...invoiceSale, isTold: true },
    errands: [...state.errands, intentId],
  };
  return settle(body, causeOf(state), effects);
}
