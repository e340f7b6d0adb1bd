import type { ReactNode } from 'react';
import type { ShownFact } from '../../contract/attendant.ts';
import { useLocalize } from '../ui/texts-context.ts';

/** Names and what they say, one below the other. */
export function Facts({ facts }: { readonly facts: readonly ShownFact[] }): ReactNode {
  const localize = useLocalize();
  if (facts.length === 0) return null;
  return (
    <dl className="rows desk-facts">
      {facts.map(({ label, value }) => (
        <div key={label.en}>
          <dt>{localize(label)}</dt>
          <dd>{localize(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
