import { CircleAlert, CircleCheck, Hand } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatFen } from '../../../contract/payment.ts';
import { NumberGroups } from '../../ui/number-groups.tsx';
import { Page } from '../../ui/page.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import type { ScreenOf } from '../kiosk-context.ts';

type Delivery = ScreenOf<'delivery'>;

/** A device fault in the middle: what happened, what is safe, what to do; retry or leave. */
export function SuspensionPage({
  screen,
  suspension,
}: {
  readonly screen: Delivery;
  readonly suspension: NonNullable<Delivery['suspension']>;
}): ReactNode {
  const { suspension: texts, payment: money } = useTexts();
  const paid =
    screen.payment?.standing === 'paid' &&
    screen.deliverables.every(({ kind, state }) => kind === 'receipt' || state !== 'done')
      ? screen.payment
      : null;
  const { what, act } = texts.causes[suspension.cause];
  const { acceptance } = screen;
  return (
    <Page
      title={texts.title}
      acts={
        <>
          <ActButton
            testId="delivery-retry"
            look="primary"
            main
            verb={(client, head, options) => client.delivery.retry(head, options)}
          >
            {suspension.cause === 'locker_away' ? texts.retryLocker : texts.retryPrinting}
          </ActButton>
          <ActButton
            testId="delivery-leave"
            main
            verb={(client, head, options) => client.delivery.leave(head, options)}
          >
            {paid ? money.leaveWithRefund : texts.leave}
          </ActButton>
        </>
      }
      story={
        <ol className="three-parts" data-suspension={suspension.cause}>
          <li className="part-bad">
            <CircleAlert aria-hidden="true" />
            <div>
              <p className="label">{texts.whatHappened}</p>
              <p>{what}</p>
            </div>
          </li>
          <li className="part-good">
            <CircleCheck aria-hidden="true" />
            <div>
              <p className="label">{texts.whatIsSafe}</p>
              <p>{suspension.caseAccepted ? texts.accepted : texts.notAccepted}</p>
              {paid ? (
                <p>{money.paid(formatFen(paid.amountFen))}</p>
              ) : (
                acceptance.state === 'accepted' && <NumberGroups value={acceptance.acceptanceNumber} />
              )}
            </div>
          </li>
          <li className="part-act">
            <Hand aria-hidden="true" />
            <div>
              <p className="label">{texts.whatToDo}</p>
              <p>{act}</p>
              <p className="muted">{paid ? money.refundOnLeave : texts.orLeave}</p>
            </div>
          </li>
        </ol>
      }
    />
  );
}
