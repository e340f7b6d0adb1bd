import type { CaseBody, CaseState } from './case-state.ts';
import { change } from './case-steps.ts';

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

/** Its number was read, or could not be; what follows may come now. */
export function afterReading(state: CaseBody, isChecked: boolean): CaseBody {
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

/** Nobody is there any more who could hold it before the scanner. */
export function giveUpReading(state: CaseBody): CaseBody {
  const waits = state.resident === 'present' || state.resident === 'interrupted';
  return state.invoiceSale?.toRead && !waits ? afterReading(state, false) : state;
}
