import type { ReactNode } from 'react';

const columns = 4;
const fewestCells = 12;
const cellWidth = 130;
const cellHeight = 92;

/** The locker with the opened door lit and swung out. Cells are numbered row by row from 1. */
export function LockerDrawing({
  cell,
  open,
  labelOf,
}: {
  /** The lit door; null while none has opened. */
  readonly cell: number | null;
  readonly open: boolean;
  readonly labelOf: (cell: number) => string;
}): ReactNode {
  const count = Math.max(fewestCells, Math.ceil((cell ?? 0) / columns) * columns);
  const rows = count / columns;
  const width = columns * cellWidth;
  const height = rows * cellHeight;
  return (
    <svg
      className="drawing"
      viewBox={`-24 -24 ${width + 48} ${height + 48}`}
      role="img"
      aria-label={cell === null ? undefined : labelOf(cell)}
    >
      <rect className="line body" x={-12} y={-12} width={width + 24} height={height + 24} rx="12" />
      {Array.from({ length: count }, (_, index) => {
        const number = index + 1;
        const x = (index % columns) * cellWidth + 6;
        const y = Math.floor(index / columns) * cellHeight + 6;
        const isLit = number === cell;
        return (
          <g key={number} data-lit={isLit ? '' : undefined}>
            <rect
              className={isLit ? 'line act solid-act lit' : 'line thin body'}
              x={x}
              y={y}
              width={cellWidth - 12}
              height={cellHeight - 12}
              rx="6"
            />
            {isLit && open && (
              <path className="line soft act" d={`M${x} ${y}l-26 20v${cellHeight - 12}l26 -20z`} />
            )}
            <text
              x={x + (cellWidth - 12) / 2}
              y={y + (cellHeight - 12) / 2 + 12}
              fontSize={isLit ? 38 : 26}
              style={isLit ? { fill: '#fff' } : undefined}
            >
              {labelOf(number)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
