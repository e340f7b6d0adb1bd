import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { byLayout, useLayout } from '../layout-context.ts';
import { paginate } from '../paging.ts';
import { useTexts } from '../texts-context.ts';
import type { PinyinCandidate } from './pinyin-engine.ts';

const rowsShown = { portrait: { normal: 2, large: 2 }, landscape: { normal: 1, large: 1 } };
/** Widths in rem, as in `keyboard.css`. */
const rowWidth = { portrait: { normal: 9.3, large: 9.3 }, landscape: { normal: 16.2, large: 16.2 } };
const characterWidth = 0.44;
const roundCandidate = 0.5;
const leastWidth = 0.92;

function widthOf({ text }: PinyinCandidate): number {
  return Math.max(leastWidth, [...text].length * characterWidth + roundCandidate);
}

/** Candidates in rows, page by page. Mounted anew for every input, so it always begins at the first page. */
export function CandidateBar({
  candidates,
  onChoose,
}: {
  readonly candidates: readonly PinyinCandidate[];
  readonly onChoose: (candidate: PinyinCandidate) => void;
}): ReactNode {
  const texts = useTexts();
  const [page, setPage] = useState(0);
  const layout = useLayout();
  const rows = paginate(candidates, byLayout(layout, rowWidth), widthOf);
  const rowCount = byLayout(layout, rowsShown);
  const pageCount = Math.ceil(rows.length / rowCount);
  const shown = rows.slice(page * rowCount, (page + 1) * rowCount);
  let position = 0;
  return (
    <div className="candidates">
      <div className="candidate-rows">
        {shown.map((row) => (
          <div className="candidate-row" key={row[0]?.text ?? ''}>
            {row.map((candidate) => {
              position++;
              return (
                <button
                  key={candidate.text}
                  type="button"
                  className="candidate"
                  data-testid={`candidate-${position}`}
                  onClick={() => onChoose(candidate)}
                >
                  {candidate.text}
                </button>
              );
            })}
          </div>
        ))}
      </div>
      <div className="candidate-paging">
        <button
          type="button"
          className="key key-acting"
          data-testid="candidates-previous"
          aria-label={texts.keyboard.previous}
          disabled={page === 0}
          onClick={() => setPage(page - 1)}
        >
          <ChevronLeft aria-hidden="true" />
        </button>
        <button
          type="button"
          className="key key-acting"
          data-testid="candidates-next"
          aria-label={texts.keyboard.next}
          disabled={page >= pageCount - 1}
          onClick={() => setPage(page + 1)}
        >
          <ChevronRight aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
