import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from './texts-context.ts';

/** Two buttons and the page number; nothing where there is one page only. Pages count from 0. */
export function Pager({
  page,
  count,
  onPage,
}: {
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}): ReactNode {
  const texts = useTexts();
  if (count < 2) return null;
  return (
    <nav className="pager">
      <button
        type="button"
        className="button"
        data-testid="page-previous"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden="true" />
        {texts.previousPage}
      </button>
      <span className="pager-text">{texts.pageOf(page + 1, count)}</span>
      <button
        type="button"
        className="button"
        data-testid="page-next"
        disabled={page === count - 1}
        onClick={() => onPage(page + 1)}
      >
        {texts.nextPage}
        <ChevronRight aria-hidden="true" />
      </button>
    </nav>
  );
}
