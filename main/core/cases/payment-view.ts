import type { PaymentView } from '../../../contract/payment.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CaseState } from './case-state.ts';
import { orderNumberOf } from './order-number.ts';
import type { PaymentState } from './payment-state.ts';
import type { ShownCharge } from './payments.ts';

/** The money of a case as screens and papers tell it; null where there is none to speak of. */
export function paymentViewOf(
  { payment, acceptance }: CaseState,
  charge: ShownCharge | null,
  nowMonotonicMs: number,
): PaymentView | null {
  if (!payment || acceptance.state !== 'accepted') return null;
  const { amountFen, way, problem, chargeIntentId } = payment;
  return {
    amountFen,
    way,
    problem,
    standing: standingOf(payment),
    orderNumber: chargeIntentId && orderNumberOf(chargeIntentId),
    charge: charge && {
      qrText: charge.qrText,
      confirmOnPhone: charge.confirmOnPhone,
      secondsLeft: Math.max(0, Math.ceil((charge.untilMonotonicMs - nowMonotonicMs) / 1000)),
    },
  };
}

function standingOf({ stage, overdue }: PaymentState): PaymentView['standing'] {
  switch (stage) {
    case 'due':
    case 'charging':
    case 'unpaid':
    case 'paid':
    case 'returned':
    case 'unclear':
      return stage;
    case 'reversing':
      return overdue ? 'unclear' : 'undoing';
    case 'refund_due':
    case 'refunding':
      return 'returning';
    default:
      return unreachable(stage);
  }
}
