import type { ReactNode } from 'react';
import { groupClaimCode } from '../../../contract/claim-code.ts';
import { useTexts } from '../../ui/texts-context.ts';
import type { ScreenOf } from '../kiosk-context.ts';

type Claim = NonNullable<ScreenOf<'outcome'>['claim']>;

/** What to name to the staff, in groups that are easily said, and large enough to be photographed. */
export function ClaimBlock({ claim }: { readonly claim: Claim }): ReactNode {
  const { claim: texts } = useTexts();
  const { code } = claim;
  return (
    <div className="acceptance claim" data-testid="claim" data-on-paper={claim.onPaper ? '' : undefined}>
      <p className="label">{texts.title}</p>
      <span className="number-groups" data-testid="claim-code" data-value={code}>
        {groupClaimCode(code)}
      </span>
      <p className={claim.onPaper ? 'label' : 'claim-note'}>{claim.onPaper ? texts.onPaper : texts.note}</p>
    </div>
  );
}
