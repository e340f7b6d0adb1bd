import type { ReactNode } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import type { ScreenOf } from '../kiosk-context.ts';

type Decision = NonNullable<ScreenOf<'outcome'>['decision']>;

const tones = { approved: 'good', refused: 'bad', later: 'wait' } as const;

/** What rules decided, and why. */
export function DecisionNotice({ decision }: { readonly decision: Decision }): ReactNode {
  const { decision: texts } = useTexts();
  const localize = useLocalize();
  return (
    <div data-decision={decision.state}>
      <Notice tone={tones[decision.state]} title={texts[decision.state]}>
        {decision.reasons.length > 0 && (
          <ul className="reasons">
            {decision.reasons.map((reason) => (
              <li key={reason.zh}>{localize(reason)}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
