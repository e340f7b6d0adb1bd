import type { CaseEffect } from './case-event.ts';
import { settle } from './case-settling.ts';
import type { CaseBody, CaseState } from './case-state.ts';
import { causeOf, change, type LiveState, type Of, type Transition } from './case-steps.ts';

/**
 * Paper invoices: so many were sold, they come out one by one, and in the end the city is told how many did.
 * sold = handed out + perhaps out + returned.
 */

/** One more is out. Its number is read before the next one comes. */
export function handedOutOne(state: CaseBody): CaseBody {
  const { invoiceSale } = state;
  if (!invoiceSale) return state;
  const handedOut = invoiceSale.handedOut + 1;
  const counted: CaseBody = { ...state, invoiceSale: { ...invoiceSale, handedOut, toRead: true } };
  return change(counted, 'invoice', { state: 'pending' });
}

/** The hopper moved, and nobody but a person can tell which number comes next. */
export function outOfOrder(state: CaseBody): CaseBody {
  return state.invoiceSale ? { ...state, invoiceSale: { ...state.invoiceSale, inOrder: false } } : state;
}

/** One of those thought to be out was taken back, or nobody knows where it is. */
export function recountLast(state: CaseBody, isTakenBack: boolean): CaseBody {
  const { invoiceSale } = state;
  if (!invoiceSale || invoiceSale.handedOut === 0) return outOfOrder(state);
  return outOfOrder({
    ...state,
    invoiceSale: {
      ...invoiceSale,
      handedOut: invoiceSale.handedOut - 1,
      unclear: invoiceSale.unclear + (isTakenBack ? 0 : 1),
    },
  });
}

/** The one under way may be out. */
export function unclearOne(state: CaseBody): CaseBody {
  const { invoiceSale } = state;
  if (!invoiceSale) return state;
  return outOfOrder({ ...state, invoiceSale: { ...invoiceSale, unclear: invoiceSale.unclear + 1 } });
}

/** May one of them still lie at the gate once the resident has gone? */
export function mayLieAtGate({ invoiceSale, deliverables }: CaseBody): boolean {
  if (!invoiceSale) return false;
  const isMoving = deliverables.some(({ kind, state }) => kind === 'invoice' && state === 'in_progress');
  return invoiceSale.handedOut > 0 || isMoving;
}

/** Nothing of the sale moves any more, and the city has not been told. */
export function isCountDue(state: CaseState): boolean {
  const { invoiceSale, resident, cardCheck, deliverables } = state;
  if (!invoiceSale || invoiceSale.isTold || resident !== 'gone' || cardCheck !== 'none') return false;
  const over = ['done', 'failed', 'unknown'];
  return deliverables.every(({ kind, state: of }) => kind !== 'invoice' || over.includes(of));
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
