import type { CaseEffect } from './case-event.ts';
import { recountLast } from './case-invoices.ts';
import { settle } from './case-settling.ts';
import type { CaseBody } from './case-state.ts';
import { causeOf, change, type LiveState, type Of, type Transition } from './case-steps.ts';

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

/** Nobody is there any more who could hold it before the scanner. */
export function giveUpReading(state: CaseBody): CaseBody {
  const waits = state.resident === 'present' || state.resident === 'interrupted';
  return state.invoiceSale?.toRead && !waits ? afterReading(state, false) : state;
}

function afterReading(state: CaseBody, isChecked: boolean): CaseBody {
  const { invoiceSale } = state;
  if (!invoiceSale) return state;
  const { handedOut, count, checked } = invoiceSale;
  const body: CaseBody = {
    ...state,
    invoiceSale: { ...invoiceSale, toRead: false, checked: checked + (isChecked ? 1 : 0) },
  };
  const isLast = handedOut >= count;
  const invoice = body.deliverables.find(({ kind }) => kind === 'invoice');
  return isLast && invoice?.state === 'pending' ? change(body, 'invoice', { state: 'done' }) : body;
}
