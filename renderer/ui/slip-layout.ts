import type { ReceiptBlock, ReceiptDocument } from '../../contract/receipt-document.ts';
import { unreachable } from '../../contract/result.ts';

/** Half-width columns of the 80 mm paper. */
export const slipColumns = 48;
const lineRows = 1;
const qrColumns = 22;
/** A column is half as wide as a line is high. */
const columnsPerRow = 2;

/** One character at its column; full-width characters take two columns (four in double size). */
export interface PlacedCharacter {
  readonly character: string;
  readonly column: number;
}

/** `row` counts normal line heights from the top of the paper. */
export type SlipPart =
  | {
      readonly kind: 'text';
      readonly row: number;
      readonly size: 1 | 2;
      readonly bold: boolean;
      readonly characters: readonly PlacedCharacter[];
    }
  | { readonly kind: 'rule'; readonly row: number }
  | {
      readonly kind: 'qr';
      readonly row: number;
      readonly column: number;
      readonly columns: number;
      readonly data: string;
    };

export interface SlipLayout {
  readonly parts: readonly SlipPart[];
  readonly rows: number;
}

const fullWidth =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += fullWidth.test(character) ? 2 : 1;
  return columns;
}

/** Characters that may not begin a line. */
const closing = new Set('，。、；：！？）》」』】”’％,.;:!?)%');

function mayBreak(before: string, after: string): boolean {
  if (closing.has(after)) return false;
  if (before === ' ' || after === ' ') return true;
  return columnsOf(before) === 2 || columnsOf(after) === 2;
}

/** How many characters of a full line stay on it when `next` has to go below; words and numbers stay whole. */
function splitPoint(line: readonly string[], next: string): number {
  for (let kept = line.length; kept > line.length / 2; kept--) {
    const before = line[kept - 1];
    const after = line[kept] ?? next;
    if (before !== undefined && mayBreak(before, after)) return kept;
  }
  return line.length;
}

function wrapParagraph(paragraph: string, columns: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const character of paragraph) {
    if (columnsOf(line.join('')) + columnsOf(character) > columns) {
      const kept = splitPoint(line, character);
      lines.push(line.slice(0, kept).join(''));
      line = line.slice(kept);
      if (character === ' ' && line.length === 0) continue;
    }
    line.push(character);
  }
  return [...lines, line.join('')];
}

/** Breaks lines as the printer's driver does. Always at least one line. */
export function wrap(text: string, columns: number): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

function place(text: string, firstColumn: number, size: 1 | 2): PlacedCharacter[] {
  let column = firstColumn;
  return [...text].map((character) => {
    const placed = { character, column };
    column += columnsOf(character) * size;
    return placed;
  });
}

function alignedColumn(text: string, align: 'left' | 'center' | 'right', size: 1 | 2): number {
  const free = slipColumns - columnsOf(text) * size;
  switch (align) {
    case 'left':
      return 0;
    case 'center':
      return Math.floor(free / 2);
    case 'right':
      return free;
    default:
      return unreachable(align);
  }
}

class Paper {
  readonly parts: SlipPart[] = [];
  rows = 0;

  text(text: string, align: 'left' | 'center' | 'right', size: 1 | 2, bold: boolean): void {
    for (const line of wrap(text, slipColumns / size)) {
      const characters = place(line, alignedColumn(line, align, size), size);
      this.parts.push({ kind: 'text', row: this.rows, size, bold, characters });
      this.rows += lineRows * size;
    }
  }

  pair(label: string, value: string): void {
    if (columnsOf(label) + 1 + columnsOf(value) > slipColumns) {
      this.text(label, 'left', 1, false);
      this.text(value, 'right', 1, false);
      return;
    }
    const characters = [...place(label, 0, 1), ...place(value, slipColumns - columnsOf(value), 1)];
    this.parts.push({ kind: 'text', row: this.rows, size: 1, bold: false, characters });
    this.rows += lineRows;
  }

  row(cells: readonly string[], bold: boolean): void {
    const columns = Math.floor(slipColumns / cells.length);
    const wrapped = cells.map((cell) => wrap(cell, columns - 1));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    for (let line = 0; line < height; line++) {
      const characters = wrapped.flatMap((lines, index) => place(lines[line] ?? '', index * columns, 1));
      this.parts.push({ kind: 'text', row: this.rows, size: 1, bold, characters });
      this.rows += lineRows;
    }
  }

  rule(): void {
    this.parts.push({ kind: 'rule', row: this.rows });
    this.rows += lineRows;
  }

  space(lines: number): void {
    this.rows += lines * lineRows;
  }

  qr(data: string, caption: string | null): void {
    const column = (slipColumns - qrColumns) / 2;
    this.parts.push({ kind: 'qr', row: this.rows, column, columns: qrColumns, data });
    this.rows += qrColumns / columnsPerRow;
    if (caption !== null) this.text(caption, 'center', 1, false);
  }
}

function lay(paper: Paper, block: ReceiptBlock): void {
  switch (block.kind) {
    case 'text':
      paper.text(block.text, block.align, block.size, block.bold);
      break;
    case 'pair':
      paper.pair(block.label, block.value);
      break;
    case 'row':
      paper.row(block.cells, block.bold);
      break;
    case 'rule':
      paper.rule();
      break;
    case 'space':
      paper.space(block.lines);
      break;
    case 'qr':
      paper.qr(block.data, block.caption);
      break;
    default:
      unreachable(block);
  }
}

/** Sets the slip as the 48-column printer does: the title as heading, then the blocks. Pure: the same document always gives the same picture. */
export function layoutSlip(document: ReceiptDocument): SlipLayout {
  const paper = new Paper();
  paper.text(document.title, 'center', 2, true);
  for (const block of document.blocks) lay(paper, block);
  return { parts: paper.parts, rows: paper.rows };
}
