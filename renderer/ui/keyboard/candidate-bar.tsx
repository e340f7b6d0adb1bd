import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { paginate } from '../paging.ts';
import { useTexts } from '../texts-context.ts';
import type { PinyinCandidate } from './pinyin-engine.ts';

const rowsShown = 2;
/** A row holds so many units; one unit is one character, and each candidate needs room around it. */
const unitsPerRow = 14;
const unitsAround = 1;

function unitsOf({ text }: PinyinCandidate): number {
  return [...text].length + unitsAround;
}

/** Two rows of candidates a page. Mounted anew for every input, so it always begins at the first page. */
export function CandidateBar({
  candidates,
  onChoose,
}: {
  readonly candidates: readonly PinyinCandidate[];
  readonly onChoose: (candidate: PinyinCandidate) => void;
}): ReactNode {
  const texts = useTexts();
  const [page, setPage] = useState(0);
  const rows = paginate(candidates, unitsPerRow, unitsOf);
  const pageCount = Math.ceil(rows.length / rowsShown);
  const shown = rows.slice(page * rowsShown, page * rowsShown + rowsShown);
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
