import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HelpAnswer } from '../../../contract/kiosk.ts';
import { onceOfDoubleTap } from '../../ui/button.tsx';
import { useLocalize } from '../../ui/texts-context.ts';

/** Questions to touch, best first. */
export function QuestionList({
  answers,
  onRead,
}: {
  readonly answers: readonly HelpAnswer[];
  readonly onRead: (entryId: string) => void;
}): ReactNode {
  const localize = useLocalize();
  return (
    <div className="help-questions">
      {answers.map(({ entryId, question }) => (
        <button
          key={entryId}
          type="button"
          className="help-question"
          data-testid={`help-question-${entryId}`}
          onClick={onceOfDoubleTap(() => onRead(entryId))}
        >
          {localize(question)}
          <ChevronRight aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
