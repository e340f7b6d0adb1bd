import type { ReactNode } from 'react';
import { formatFen } from '../../../contract/payment.ts';
import { Notice } from '../../ui/notice.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import type { ScreenOf } from '../kiosk-context.ts';

type PaymentView = NonNullable<ScreenOf<'outcome'>['payment']>;

const shown = {
  unpaid: 'unpaid',
  returned: 'returned',
  returning: 'returning',
  undoing: 'unclear',
  charging: 'unclear',
  unclear: 'unclear',
} as const;
const tones = { unpaid: 'wait', returned: 'good', returning: 'wait', unclear: 'wait' } as const;

/** Which words fit how the money stands; null where it is simply paid, or was never asked for. */
export function outcomeOfPayment(payment: PaymentView | null): keyof typeof tones | null {
  const standing = payment?.standing;
  return standing && standing in shown ? shown[standing as keyof typeof shown] : null;
}

/** Comes out a slip where there would be a receipt? As long as nothing is accepted, or the money is not kept. */
export function givesSlip({
  acceptance,
  payment,
}: Pick<ScreenOf<'outcome'>, 'acceptance' | 'payment'>): boolean {
  return acceptance.state === 'waiting_for_network' || outcomeOfPayment(payment) !== null;
}

/** Where the money is, and the number to ask with. */
export function PaymentNotice({
  payment,
  underItsTitle,
}: {
  readonly payment: PaymentView | null;
  /** The screen's own title says already how it ended. */
  readonly underItsTitle?: boolean;
}): ReactNode {
  const { payment: texts } = useTexts();
  if (!payment) return null;
  const outcome = outcomeOfPayment(payment);
  const amount = `${formatFen(payment.amountFen)} ${texts.yuan}`;
  if (!outcome) {
    if (payment.standing !== 'paid') return null;
    return <p className="accepted-line">{texts.paid(formatFen(payment.amountFen))}</p>;
  }
  const { title, detail } = texts.outcomes[outcome];
  return (
    <div data-payment={outcome}>
      <Notice tone={tones[outcome]} title={underItsTitle ? amount : `${title} · ${amount}`}>
        {detail}
        {outcome !== 'unpaid' && payment.orderNumber && (
          <p className="pay-order">
            <span className="label">{texts.orderNumber}</span>
            <span>{payment.orderNumber.match(/.{8}/g)?.slice(0, 2).join(' ')}</span>
            <span>{payment.orderNumber.match(/.{8}/g)?.slice(2).join(' ')}</span>
          </p>
        )}
      </Notice>
    </div>
  );
}
