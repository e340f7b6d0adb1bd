import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { useKiosk } from '../kiosk-context.ts';

/** After a crash or power cut: whoever stands here may be somebody else, so nothing of the case is shown. */
export function InterruptedScreen(): ReactNode {
  const { endSession } = useKiosk();
  const { interrupted } = useTexts();
  return (
    <Page
      title={interrupted.title}
      lead={interrupted.lead}
      story={
        <Notice tone="wait" title={interrupted.safeTitle}>
          {interrupted.safeDetail}
        </Notice>
      }
      acts={
        <>
          <ActButton
            testId="interrupted-identify"
            look="primary"
            main
            verb={(client, head, options) => client.session.begin(head, options)}
          >
            {interrupted.identify}
          </ActButton>
          <Button testId="interrupted-leave" main onPress={endSession}>
            {interrupted.notMe}
          </Button>
        </>
      }
    />
  );
}
