import { Check, QrCode, ScanLine } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { formatFen, type PaymentWay } from '../../../contract/payment.ts';
import { Button, onceOfDoubleTap } from '../../ui/button.tsx';
import { PhoneDrawing } from '../../ui/drawings/identification.tsx';
import { useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { QrPicture } from '../../ui/qr-picture.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { type ScreenOf, useBusy, useKiosk } from '../kiosk-context.ts';

type Payment = ScreenOf<'payment'>;
type Phase = 'code' | 'qr' | 'renew' | 'ordering' | 'charging' | 'confirmOnPhone' | 'undoing' | 'returning';

function phaseOf({ payment, way }: Payment): Phase {
  const { standing, charge } = payment;
  if (standing === 'undoing') return 'undoing';
  if (standing === 'returning' || standing === 'paid') return 'returning';
  if (standing !== 'charging') return way === 'qr' ? 'renew' : 'code';
  if (charge?.confirmOnPhone) return 'confirmOnPhone';
  if (payment.way === 'code') return 'charging';
  return charge?.qrText ? 'qr' : 'ordering';
}

/** Counts down from what the core said when this charge began; a repeated view does not wind it back. */
function useSecondsLeft(payment: Payment['payment']): number | null {
  const orderNumber = payment.charge ? payment.orderNumber : null;
  const begun = useRef<{ orderNumber: string; endsAtMs: number } | null>(null);
  if (payment.charge && orderNumber !== null && begun.current?.orderNumber !== orderNumber) {
    begun.current = { orderNumber, endsAtMs: performance.now() + payment.charge.secondsLeft * 1000 };
  }
  const [, tick] = useState(0);
  useEffect(() => {
    if (orderNumber === null) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [orderNumber]);
  if (orderNumber === null || begun.current === null) return null;
  return Math.max(0, Math.ceil((begun.current.endsAtMs - performance.now()) / 1000));
}

function QrFigure({ text }: { readonly text: string }): ReactNode {
  const { payment } = useTexts();
  return (
    <svg className="pay-qr" viewBox="0 0 108 108" role="img" aria-label={payment.qrLabel} data-qr-text={text}>
      <rect width="108" height="108" fill="#fff" />
      <g transform="translate(8 8)">
        <QrPicture data={text} size={92} />
      </g>
    </svg>
  );
}

function Figure({ phase, qrText }: { readonly phase: Phase; readonly qrText: string | null }): ReactNode {
  if (phase === 'qr' && qrText) return <QrFigure text={qrText} />;
  if (phase === 'renew') return <QrCode className="pay-qr-over" aria-hidden="true" />;
  if (phase === 'code') return <PhoneDrawing phase="waiting" />;
  if (phase === 'charging' || phase === 'confirmOnPhone') return <PhoneDrawing phase="reading" />;
  return (
    <div className="calm-dots" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}

const wayIcons = { code: ScanLine, qr: QrCode } as const;

function WayButton({
  way,
  available,
  chosen,
}: {
  readonly way: PaymentWay;
  readonly available: boolean;
  readonly chosen: boolean;
}): ReactNode {
  const { act } = useKiosk();
  const { payment } = useTexts();
  const Icon = wayIcons[way];
  const testId = `pay-${way}`;
  const note = available ? (chosen ? payment.wayChosen : null) : payment.wayUnavailable;
  return (
    <button
      type="button"
      className="method"
      data-testid={testId}
      aria-pressed={chosen}
      disabled={!available}
      onClick={onceOfDoubleTap(() =>
        act(testId, (client, head, options) => client.payment.chooseWay({ ...head, way }, options)),
      )}
    >
      <Icon aria-hidden="true" />
      <span>
        {payment.ways[way]}
        {note && (
          <small>
            {chosen && available && <Check aria-hidden="true" />}
            {note}
          </small>
        )}
      </span>
    </button>
  );
}

/** Nothing is to be done but to wait for the money. */
function isWaiting(phase: Phase): boolean {
  return phase === 'undoing' || phase === 'returning';
}

function Acts({ screen, phase }: { readonly screen: Payment; readonly phase: Phase }): ReactNode {
  const { payment: texts } = useTexts();
  const { act } = useKiosk();
  const busy = useBusy();
  if (isWaiting(phase)) return null;
  return (
    <>
      <div className="methods">
        <WayButton way="code" available={screen.scannerAvailable} chosen={screen.way === 'code'} />
        {phase !== 'renew' && <WayButton way="qr" available chosen={screen.way === 'qr'} />}
      </div>
      {phase === 'renew' && (
        <Button
          testId="pay-new-qr"
          look="primary"
          main
          busy={busy === 'pay-new-qr'}
          onPress={() =>
            act('pay-new-qr', (client, head, options) =>
              client.payment.chooseWay({ ...head, way: 'qr' }, options),
            )
          }
        >
          {texts.newQr}
        </Button>
      )}
      <ActButton testId="pay-decline" verb={(client, head, options) => client.payment.decline(head, options)}>
        {texts.decline}
      </ActButton>
    </>
  );
}

/** The amount, large; two ways to pay it; how much time is left. */
export function PaymentScreen({ screen }: { readonly screen: Payment }): ReactNode {
  const { payment: texts } = useTexts();
  const localize = useLocalize();
  const { largeText } = useLayout();
  const { payment, hint, item } = screen;
  const phase = phaseOf(screen);
  const secondsLeft = useSecondsLeft(payment);
  const trouble = hint
    ? texts.hints[hint]
    : payment.standing === 'due' && payment.problem
      ? texts.problems[payment.problem]
      : null;
  return (
    <div className="fill" data-pay-phase={phase} data-pay-problem={hint ?? payment.problem ?? undefined}>
      <Page
        title={trouble && largeText ? trouble.what : texts.titles[phase]}
        lead={
          <span className="pay-amount">
            <span className="pay-figure" data-amount-fen={payment.amountFen}>
              {formatFen(payment.amountFen)}
            </span>
            <span>{texts.yuan}</span>
            {secondsLeft !== null && <span className="pay-time">{texts.timeLeft(secondsLeft)}</span>}
          </span>
        }
        figure={!(trouble && largeText) && <Figure phase={phase} qrText={payment.charge?.qrText ?? null} />}
        acts={<Acts screen={screen} phase={phase} />}
        story={
          trouble ? (
            <Notice tone="bad" {...(largeText ? {} : { title: trouble.what })}>
              {trouble.act}
            </Notice>
          ) : (
            (!largeText || isWaiting(phase)) && (
              <>
                <p>{texts.leads[phase]}</p>
                {!largeText && (
                  <p className="muted">
                    {localize(item.name)}
                    {item.fee && (
                      <>
                        <br />
                        {localize(item.fee.basis)}
                      </>
                    )}
                  </p>
                )}
              </>
            )
          )
        }
      />
    </div>
  );
}
