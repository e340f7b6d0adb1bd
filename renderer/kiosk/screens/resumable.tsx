import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { type ScreenOf, useKiosk } from '../kiosk-context.ts';
import { AcceptanceBlock } from '../parts/acceptance-block.tsx';
import { DeliverableList } from '../parts/deliverable-list.tsx';
import { PaymentNotice } from '../parts/payment-notice.tsx';

function WhatIsSafe({ acceptance }: Pick<ScreenOf<'resumable'>, 'acceptance'>): ReactNode {
  const { resumable } = useTexts();
  const localize = useLocalize();
  if (!acceptance)
    return (
      <Notice tone="wait" title={resumable.sendingTitle}>
        {resumable.sendingDetail}
      </Notice>
    );
  switch (acceptance.state) {
    case 'accepted':
      return <Notice tone="good" title={resumable.acceptedTitle} />;
    case 'waiting_for_network':
      return (
        <Notice tone="wait" title={resumable.waitingTitle}>
          {resumable.waitingDetail}
        </Notice>
      );
    case 'refused':
      return (
        <Notice tone="bad" title={resumable.refusedTitle}>
          {localize(acceptance.reason)}
        </Notice>
      );
  }
}

/** The person of an interrupted case has identified again: what is safe, and whether to go on. */
export function ResumableScreen({ screen }: { readonly screen: ScreenOf<'resumable'> }): ReactNode {
  const { endSession } = useKiosk();
  const { resumable } = useTexts();
  const localize = useLocalize();
  const { largeText } = useLayout();
  const { acceptance, deliverables, payment } = screen;
  return (
    <Page
      title={resumable.title}
      lead={resumable.lead(localize(screen.item.name))}
      acts={
        <>
          <ActButton
            testId="case-resume"
            look="primary"
            main
            verb={(client, head, options) => client.case.resume(head, options)}
          >
            {resumable.goOn}
          </ActButton>
          <Button testId="case-resume-leave" main onPress={endSession}>
            {resumable.leave}
          </Button>
        </>
      }
      story={
        <>
          <WhatIsSafe acceptance={acceptance} />
          {!largeText && <p className="muted">{resumable.onlyYou}</p>}
        </>
      }
    >
      {acceptance?.state === 'accepted' && <AcceptanceBlock acceptance={acceptance} />}
      <PaymentNotice payment={payment} />
      {deliverables.length > 0 && <DeliverableList deliverables={deliverables} />}
    </Page>
  );
}
