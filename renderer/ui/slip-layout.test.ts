import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptBlock } from '../../contract/receipt-document.ts';
import { columnsOf, layoutSlip, type SlipPart, slipColumns, wrap } from './slip-layout.ts';

const headingRows = 2;

/** The parts below the heading, counted from below it. */
function lay(...blocks: ReceiptBlock[]) {
  const { parts, rows } = layoutSlip({
    documentId: '5f0c1f0e-7d0a-4b6e-9a57-0f6c7a1d2e3f',
    title: '回执',
    blocks,
  });
  return {
    parts: parts.slice(1).map((part) => ({ ...part, row: part.row - headingRows })),
    rows: rows - headingRows,
  };
}

const read = (part: SlipPart | undefined) =>
  part?.kind === 'text' ? part.characters.map(({ character }) => character).join('') : null;

const text = (value: string, more: Partial<Extract<ReceiptBlock, { kind: 'text' }>> = {}): ReceiptBlock => ({
  kind: 'text',
  text: value,
  align: 'left',
  size: 1,
  bold: false,
  ...more,
});

describe('slip layout', () => {
  it('a Chinese character takes two columns, in double size four', () => {
    expect(columnsOf('受理AB')).toBe(6);
    const [part] = lay(text('受理', { size: 2, align: 'center' })).parts;
    expect(part?.kind === 'text' && part.characters.map(({ column }) => column)).toEqual([20, 24]);
  });

  it('begins with the title, in double size', () => {
    const { parts } = layoutSlip({
      documentId: '5f0c1f0e-7d0a-4b6e-9a57-0f6c7a1d2e3f',
      title: '受理回执',
      blocks: [text('正文')],
    });
    expect(parts[0]).toMatchObject({ kind: 'text', row: 0, size: 2, bold: true });
    expect(parts.map(read)).toEqual(['受理回执', '正文']);
    expect(parts[1]?.row).toBe(headingRows);
  });

  it('keeps words and numbers whole, and never begins a line with a closing mark', () => {
    expect(wrap('编号一二三四五六 012345', 20)).toEqual(['编号一二三四五六 ', '012345']);
    expect(wrap('一二三四五，六', 10)).toEqual(['一二三四', '五，六']);
  });

  it('puts a label at the left edge and its value at the right edge', () => {
    const [part] = lay({ kind: 'pair', label: '编号', value: '0001' }).parts;
    expect(part?.kind === 'text' && part.characters.at(0)?.column).toBe(0);
    expect(part?.kind === 'text' && part.characters.at(-1)?.column).toBe(slipColumns - 1);
  });

  it('a value too long for the line goes below its label instead of being cut off', () => {
    const value = '上海市示例区测试路街道18号302室（东侧二楼）';
    const { parts, rows } = lay({ kind: 'pair', label: '现住地址', value });
    expect(parts.map(read)).toEqual(['现住地址', value]);
    expect(rows).toBe(2);
  });

  it('sets a table in equal columns and keeps wrapped cells in their column', () => {
    const { parts } = lay({ kind: 'row', cells: ['年月', '一二三四五六七八九'], bold: false });
    expect(parts).toHaveLength(1);
    const narrow = lay({ kind: 'row', cells: ['甲', '一二三四五六七', '乙'], bold: true });
    expect(narrow.parts).toHaveLength(1);
    const wrapped = lay({ kind: 'row', cells: ['甲', '一二三四五六七八', '乙'], bold: true });
    expect(wrapped.parts.map(read)).toEqual(['甲一二三四五六七乙', '八']);
    const second = wrapped.parts[1];
    expect(second?.kind === 'text' && second.characters[0]?.column).toBe(16);
  });

  it('leaves room for the code and sets its caption below it', () => {
    const { parts } = lay({ kind: 'qr', data: 'doc', caption: '扫码查验' }, { kind: 'rule' });
    expect(parts[0]).toMatchObject({ kind: 'qr', row: 0, column: 13, columns: 22 });
    expect(parts[1]).toMatchObject({ kind: 'text', row: 11 });
    expect(parts[2]).toMatchObject({ kind: 'rule', row: 12 });
  });

  it('no character is lost and none stands outside the paper, whatever is printed', () => {
    const words = fc.string({ unit: fc.constantFrom('张', '试', 'A', '1', '，', ' ', '𠮷'), maxLength: 90 });
    fc.assert(
      fc.property(words, fc.constantFrom(1 as const, 2 as const), (value, size) => {
        const kept = wrap(value, slipColumns / size).join('');
        expect(kept.replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
        for (const part of lay(text(value, { size, align: 'right' })).parts) {
          if (part.kind !== 'text') continue;
          for (const { character, column } of part.characters) {
            expect(column).toBeGreaterThanOrEqual(0);
            expect(column + columnsOf(character) * size).toBeLessThanOrEqual(slipColumns);
          }
        }
      }),
    );
  });
});
