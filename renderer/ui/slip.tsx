import { type ReactNode, useMemo } from 'react';
import type { ReceiptDocument } from '../../contract/receipt-document.ts';
import { QrPicture } from './qr-picture.tsx';
import { layoutSlip, type SlipPart, slipColumns } from './slip-layout.ts';

const columnWidth = 10;
const rowHeight = 26;
const margin = 24;
const fontSize = 20;

function Part({ part }: { readonly part: SlipPart }): ReactNode {
  const top = margin + part.row * rowHeight;
  switch (part.kind) {
    case 'rule':
      return (
        <line
          x1={margin}
          x2={margin + slipColumns * columnWidth}
          y1={top + rowHeight / 2}
          y2={top + rowHeight / 2}
          stroke="#111"
          strokeDasharray="6 4"
        />
      );
    case 'qr':
      return (
        <g transform={`translate(${margin + part.column * columnWidth} ${top})`}>
          <QrPicture data={part.data} size={part.columns * columnWidth} />
        </g>
      );
    case 'text':
      return (
        <text
          y={top + rowHeight * part.size * 0.76}
          fontSize={fontSize * part.size}
          fontWeight={part.bold ? 700 : 400}
        >
          {part.characters.map(({ character, column }) => (
            <tspan key={column} x={margin + column * columnWidth}>
              {character}
            </tspan>
          ))}
        </text>
      );
  }
}

/** Draws the slip as it comes out of the slot, codes included. */
export function Slip({
  document,
  label,
}: {
  readonly document: ReceiptDocument;
  readonly label: string;
}): ReactNode {
  const { parts, rows } = useMemo(() => layoutSlip(document), [document]);
  const width = slipColumns * columnWidth + 2 * margin;
  const height = rows * rowHeight + 2 * margin;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      data-document-id={document.documentId}
    >
      {parts.map((part) => (
        <Part key={`${part.kind}-${part.row}`} part={part} />
      ))}
    </svg>
  );
}
