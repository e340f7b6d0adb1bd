import type { ReactNode } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import type { ScreenOf } from '../kiosk-context.ts';

type Decision = NonNullable<ScreenOf<'outcome'>['decision']>;

const tones = { approved: 'good', refused: 'bad', returned: 'bad', later: 'wait' } as const;

/** What was decided, and why; `brief` without the reasons, where they are told later. */
export function DecisionNotice({
  decision,
  brief = false,
}: {
  readonly decision: Decision;
  readonly brief?: boolean;
}): ReactNode {
  const { decision: texts } = useTexts();
  const localize = useLocalize();
  return (
    <div data-decision={decision.state}>
      <Notice tone={tones[decision.state]} title={texts[decision.state]}>
        {!brief && decision.reasons.length === 1 && decision.reasons.map((reason) => localize(reason))}
        {!brief && decision.reasons.length > 1 && (
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
