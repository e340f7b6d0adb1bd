import type { ReactNode } from 'react';
import { formatInstant } from '../../ui/languages/index.ts';
import { NumberGroups } from '../../ui/number-groups.tsx';
import { useLanguage, useTexts } from '../../ui/texts-context.ts';
import type { ScreenOf } from '../kiosk-context.ts';

type Accepted = Extract<ScreenOf<'outcome'>['acceptance'], { state: 'accepted' }>;

/** The number a person copies or photographs, large and in groups, and since when it holds. */
export function AcceptanceBlock({ acceptance }: { readonly acceptance: Accepted }): ReactNode {
  const texts = useTexts();
  const language = useLanguage();
  return (
    <div className="acceptance">
      <p className="label">{texts.acceptanceNumber}</p>
      <NumberGroups value={acceptance.acceptanceNumber} />
      <p className="label">
        {texts.acceptedAt} {formatInstant(acceptance.acceptedAt, language)}
      </p>
    </div>
  );
}
