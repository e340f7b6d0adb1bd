import type { CaseRow } from '../../contract/fleet-console.ts';
import { useWords } from './use-language.ts';

const barPx = 11;
const heightPx = 40;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * A bar for each hour of a day, as high as cases began in it, below the line of finished ones filled; `most` is the
 * highest of all items, so that they can be compared.
 */
export function HourBars({ rows, most }: { rows: readonly CaseRow[]; most: number }) {
  const { texts } = useWords();
  const highest = Math.max(most, 1);
  const heightOf = (count: number) => (count / highest) * heightPx;
  return (
    <svg
      className="bars"
      width={barPx * 24}
      height={heightPx + 14}
      role="img"
      aria-label={texts.cases.byHour}
    >
      {hours.map((hour) => {
        const row = rows.find((each) => new Date(each.hour).getHours() === hour);
        const [begun, finished] = [heightOf(row?.begun ?? 0), heightOf(row?.finished ?? 0)];
        return (
          <g key={hour} transform={`translate(${hour * barPx} 0)`}>
            <title>{texts.cases.bar(hour, row?.begun ?? 0, row?.finished ?? 0)}</title>
            <rect className="bar-room" width={barPx - 2} height={heightPx} />
            <rect className="bar-begun" width={barPx - 2} y={heightPx - begun} height={begun} />
            <rect className="bar-finished" width={barPx - 2} y={heightPx - finished} height={finished} />
            {hour % 6 === 0 && <text y={heightPx + 12}>{hour}</text>}
          </g>
        );
      })}
    </svg>
  );
}
