import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { type ScreenOf, useKiosk } from '../kiosk-context.ts';
import { AcceptanceBlock } from '../parts/acceptance-block.tsx';
import { DeliverableList } from '../parts/deliverable-list.tsx';
import { PaymentNotice } from '../parts/payment-notice.tsx';

function WhatIsSafe({ acceptance }: Pick<ScreenOf<'interrupted'>, 'acceptance'>): ReactNode {
  const { interrupted } = useTexts();
  const localize = useLocalize();
  if (!acceptance)
    return (
      <Notice tone="wait" title={interrupted.notAcceptedTitle}>
        {interrupted.notAcceptedDetail}
      </Notice>
    );
  switch (acceptance.state) {
    case 'accepted':
      return (
        <Notice tone="good" title={interrupted.acceptedTitle}>
          {interrupted.acceptedDetail}
        </Notice>
      );
    case 'waiting_for_network':
      return (
        <Notice tone="wait" title={interrupted.waitingTitle}>
          {interrupted.waitingDetail}
        </Notice>
      );
    case 'refused':
      return (
        <Notice tone="bad" title={interrupted.refusedTitle}>
          {localize(acceptance.reason)}
        </Notice>
      );
  }
}

/** After a crash or power cut in the middle of a case: what is safe, with its number. */
export function InterruptedScreen({ screen }: { readonly screen: ScreenOf<'interrupted'> }): ReactNode {
  const { endSession } = useKiosk();
  const { interrupted } = useTexts();
  const localize = useLocalize();
  const { acceptance } = screen;
  const isUndelivered = screen.deliverables.some(({ state }) => state !== 'done');
  return (
    <Page
      title={interrupted.title}
      lead={interrupted.lead(localize(screen.itemName))}
      acts={
        <Button testId="interrupted-leave" look="primary" main onPress={endSession}>
          {interrupted.leave}
        </Button>
      }
      story={<WhatIsSafe acceptance={acceptance} />}
    >
      {acceptance && (
        <>
          {acceptance.state === 'accepted' && <AcceptanceBlock acceptance={acceptance} />}
          <PaymentNotice payment={screen.payment} />
          <DeliverableList deliverables={screen.deliverables} />
          {isUndelivered && <p className="muted">{interrupted.undelivered}</p>}
        </>
      )}
    </Page>
  );
}
