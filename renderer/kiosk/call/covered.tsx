import { Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../ui/texts-context.ts';
import type { Cover } from './use-cover.ts';

/** Stands for a value: always the same, whatever lies under it. */
export function CoveredValue(): ReactNode {
  const { call } = useTexts();
  return <span className="covered-value" role="img" aria-label={call.covered} data-testid="covered" />;
}

/** Lets the helper see one field, or covers it again. */
export function AllowField({
  fieldKey,
  cover,
}: {
  readonly fieldKey: string;
  readonly cover: Cover;
}): ReactNode {
  const { call } = useTexts();
  const { isCovered, allow } = cover;
  if (!allow) return null;
  const Icon = isCovered ? Eye : EyeOff;
  return (
    <button
      type="button"
      className="button allow-field"
      data-testid={`allow-${fieldKey}`}
      aria-pressed={!isCovered}
      onClick={() => allow(isCovered)}
    >
      <Icon aria-hidden="true" />
      {isCovered ? call.allowField : call.coverField}
    </button>
  );
}
