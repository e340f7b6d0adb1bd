import type { ReactNode } from 'react';
import { groupNumber } from './languages/index.ts';

/** A number people copy by hand, parted for the eye. */
export function NumberGroups({ value }: { readonly value: string }): ReactNode {
  let offset = 0;
  return (
    <span
      className={value.includes('-') ? 'number-groups' : 'number-groups number-groups-apart'}
      data-testid="acceptance-number"
      data-value={value}
    >
      {groupNumber(value).map((group) => {
        const key = offset;
        offset += group.length;
        return <span key={key}>{group}</span>;
      })}
    </span>
  );
}
