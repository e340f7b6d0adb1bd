import type { ReactNode } from 'react';
import { Page } from '../../ui/page.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import type { ScreenOf } from '../kiosk-context.ts';

export function SubmittingScreen({ screen }: { readonly screen: ScreenOf<'submitting'> }): ReactNode {
  const { submitting } = useTexts();
  const localize = useLocalize();
  return (
    <Page
      wide
      title={submitting[screen.phase].title}
      lead={localize(screen.item.name)}
      figure={
        <div className="working">
          <div className="calm-dots" aria-hidden="true">
            <span />
            <span />
            <span />
          </div>
          <h2>{submitting[screen.phase].lead}</h2>
          <p className="muted">{submitting[screen.phase].detail}</p>
        </div>
      }
      acts={
        screen.phase === 'reviewing' && (
          <ActButton
            testId="review-leave"
            main
            verb={(client, head, options) => client.case.stopWaiting(head, options)}
          >
            {submitting.leave}
          </ActButton>
        )
      }
    />
  );
}
