import type { ReceiptBlock, ReceiptDocument } from '../../contract/receipt-document.ts';
import { unreachable } from '../../contract/result.ts';
import type { Align } from './commands.ts';
import { columnsOf, type SlipCharacter, toSlipCharacters } from './gb18030.ts';

/** Half-width columns of an 80 mm slip: 576 dots, 12 dots each. */
export const slipColumns = 48;
export const slipWidthDots = 576;

/** One line of the slip, never wider than its columns. */
export type SlipLine =
  | { kind: 'text'; characters: SlipCharacter[]; align: Align; size: 1 | 2; bold: boolean }
  | { kind: 'space'; lines: number }
  | { kind: 'qr'; data: string };

/** The document's title as a heading, then its blocks, wrapped to the paper. */
export function layOut(document: ReceiptDocument): SlipLine[] {
  const heading: ReceiptBlock = { kind: 'text', text: document.title, align: 'center', size: 2, bold: true };
  return [heading, ...document.blocks].flatMap(layOutBlock);
}

function layOutBlock(block: ReceiptBlock): SlipLine[] {
  switch (block.kind) {
    case 'text':
      return wrapParagraphs(block.text, slipColumns / block.size).map((characters) => ({
        kind: 'text',
        characters,
        align: block.align,
        size: block.size,
        bold: block.bold,
      }));
    case 'pair':
      return layOutPair(block.label, block.value);
    case 'row':
      return layOutRow(block.cells).map((characters) => plain(characters, block.bold));
    case 'rule':
      return [plain(toSlipCharacters('-'.repeat(slipColumns)))];
    case 'space':
      return [{ kind: 'space', lines: block.lines }];
    case 'qr':
      return [
        { kind: 'qr', data: block.data },
        ...(block.caption === null
          ? []
          : wrapParagraphs(block.caption, slipColumns).map(
              (characters): SlipLine => ({
                ...plain(characters),
                align: 'center',
              }),
            )),
      ];
    default:
      return unreachable(block);
  }
}

function plain(characters: SlipCharacter[], bold = false): SlipLine & { kind: 'text' } {
  return { kind: 'text', characters, align: 'left', size: 1, bold };
}

function layOutPair(label: string, value: string): SlipLine[] {
  const left = toSlipCharacters(label);
  const right = toSlipCharacters(value);
  const gap = slipColumns - columnsOf(left) - columnsOf(right);
  if (gap >= 1 && !value.includes('\n')) return [plain([...left, ...blanks(gap), ...right])];
  return [
    ...wrapParagraphs(label, slipColumns).map((characters) => plain(characters)),
    ...wrapParagraphs(value, slipColumns).map(
      (characters): SlipLine => ({ ...plain(characters), align: 'right' }),
    ),
  ];
}

function layOutRow(cells: readonly string[]): SlipCharacter[][] {
  const columns = slipColumns / cells.length;
  const wrapped = cells.map((cell) => wrapParagraphs(cell, columns - 1));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped.flatMap((lines) => {
      const characters = lines[line] ?? [];
      return [...characters, ...blanks(columns - columnsOf(characters))];
    }),
  );
}

function blanks(count: number): SlipCharacter[] {
  return toSlipCharacters(' '.repeat(count));
}

function wrapParagraphs(text: string, columns: number): SlipCharacter[][] {
  return text.split(/\r?\n/).flatMap((paragraph) => wrap(toSlipCharacters(paragraph), columns));
}

/** Characters that may not begin a line. */
const closing = new Set('，。、；：！？）》」』】”’％,.;:!?)%');

function wrap(characters: readonly SlipCharacter[], columns: number): SlipCharacter[][] {
  const lines: SlipCharacter[][] = [];
  let line: SlipCharacter[] = [];
  for (const character of characters) {
    if (columnsOf(line) + character.columns > columns) {
      const kept = splitPoint(line, character);
      lines.push(line.slice(0, kept));
      line = line.slice(kept);
      if (character.text === ' ' && line.length === 0) continue;
    }
    line.push(character);
  }
  return [...lines, line];
}

/** How many characters of a full line stay on it when `next` has to go below. */
function splitPoint(line: readonly SlipCharacter[], next: SlipCharacter): number {
  for (let kept = line.length; kept > line.length / 2; kept--) {
    const before = line[kept - 1];
    const after = line[kept] ?? next;
    if (before && mayBreak(before, after)) return kept;
  }
  return line.length;
}

function mayBreak(before: SlipCharacter, after: SlipCharacter): boolean {
  if (closing.has(after.text)) return false;
  if (before.text === ' ' || after.text === ' ') return true;
  return before.columns === 2 || after.columns === 2;
}
