import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptBlock, ReceiptDocument } from '../../contract/receipt-document.ts';
import { encodeSlip } from './encode-slip.ts';
import { columnsOf, decodeInFont, toSlipCharacters } from './gb18030.ts';
import { layOut, slipColumns } from './layout.ts';
import { type Paper, textOf } from './paper.ts';
import { paperToPng, paperToSvg } from './picture.ts';
import { withoutRealTimeCommands } from './raster.ts';
import { sampleDocument } from './sample-document.ts';
import { SimulatedReceiptPrinter } from './simulator.ts';

const documentId = '0e5c3f6a-93c1-4d0e-8a3a-1f7c1d0b9a55';
const documentWith = (...blocks: ReceiptBlock[]): ReceiptDocument => ({ documentId, title: '回执', blocks });
const text = (words: string, rest: Partial<ReceiptBlock & { kind: 'text' }> = {}): ReceiptBlock => ({
  kind: 'text',
  text: words,
  align: 'left',
  size: 1,
  bold: false,
  ...rest,
});

async function printed(document: ReceiptDocument): Promise<Paper> {
  const { bytes } = await encodeSlip(document);
  return new Promise((resolve) => {
    const unit = new SimulatedReceiptPrinter({ speedMmPerS: 0, onPaperCut: resolve });
    unit.attach({
      send: () => {},
      onData: (listener) => setImmediate(() => listener(bytes)),
      onClosed: () => {},
    });
  });
}

describe('characters of the slip', () => {
  it.each([
    ['A', 1, true],
    ['你', 2, true],
    ['，', 2, true],
    ['喆', 2, true],
    ['·', 2, true],
    // Surnames and places outside the fonts of printers.
    ['䶮', 2, false],
    ['𠮷', 2, false],
    ['㛃', 2, false],
    ['é', 2, true],
    ['É', 2, false],
    ['\ue000', 2, false],
  ])('%s takes %i columns and is in the unit’s font: %s', (character, columns, inFont) => {
    const [found] = toSlipCharacters(character);
    expect(found).toMatchObject({ text: character, columns });
    expect(found?.bytes !== null).toBe(inFont);
  });

  it('a command hidden in a text of the document -> it is not sent', () => {
    const hidden = '张\u001bp\u0000\u0010\u0005\u0002三\u0007\u009b';
    expect(toSlipCharacters(hidden).map((character) => character.text)).toEqual(['张', 'p', '三']);
  });

  it('whatever the unit’s font is said to hold comes back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        for (const { text: character, bytes } of toSlipCharacters(words)) {
          if (bytes) expect(decodeInFont(bytes)).toBe(character);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('layout', () => {
  const anyText = fc.string({ unit: fc.constantFrom(...'一二三，。abc 12𠮷\n（）'), maxLength: 200 });
  const anyBlock: fc.Arbitrary<ReceiptBlock> = fc.oneof(
    fc.tuple(anyText, fc.constantFrom<1 | 2>(1, 2)).map(([words, size]) => text(words, { size })),
    fc.tuple(anyText, anyText).map(([label, value]): ReceiptBlock => ({ kind: 'pair', label, value })),
    fc
      .array(anyText, { minLength: 1, maxLength: 4 })
      .map((cells): ReceiptBlock => ({ kind: 'row', cells, bold: false })),
  );

  it('no line is ever wider than the paper, and no character is lost', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 5 }), (blocks) => {
        const lines = layOut(documentWith(...blocks)).filter((line) => line.kind === 'text');
        for (const line of lines) {
          expect(columnsOf(line.characters)).toBeLessThanOrEqual(slipColumns / line.size);
        }
        const count = (words: string) => [...words].filter((character) => character === '𠮷').length;
        const shown = lines.flatMap((line) => line.characters.map((character) => character.text)).join('');
        expect(count(shown)).toBe(count(JSON.stringify(blocks)));
      }),
      { numRuns: 2000 },
    );
  });

  it('a pair stands at both edges; one too long goes below, at the right edge', async () => {
    const paper = await printed(
      documentWith(
        { kind: 'pair', label: '姓名', value: '示例' },
        { kind: 'pair', label: '地址', value: '示例市示例区示例路一百二十三弄四十五号六百零七室东侧' },
      ),
    );
    expect(textOf(paper).split('\n').slice(1)).toEqual([
      `姓名${' '.repeat(40)}示例`,
      '地址',
      '示例市示例区示例路一百二十三弄四十五号六百零七室',
      '东侧',
    ]);
  });

  it('a full stop does not begin a line, and a word is not torn', async () => {
    const paper = await printed(
      documentWith(text(`${'一'.repeat(24)}。keep the word together here, all of it, please`)),
    );
    expect(textOf(paper).split('\n').slice(1)).toEqual([
      '一'.repeat(23),
      '一。keep the word together here, all of it, ',
      'please',
    ]);
  });
});

describe('the slip on paper', () => {
  it('rare surname -> it stands on the slip as a picture and never as a question mark', async () => {
    const paper = await printed(documentWith({ kind: 'pair', label: '姓名', value: '𠮷示例' }));
    expect(textOf(paper)).not.toContain('?');
    const raster = paper.blocks.find((block) => block.kind === 'raster');
    expect(raster).toMatchObject({ image: { widthBytes: 72, heightDots: 30 } });
    // The name stands at the right edge: its last 72 dots are not white.
    const dark =
      raster?.kind === 'raster' && raster.image.data.some((byte, index) => index % 72 >= 63 && byte !== 0);
    expect(dark).toBe(true);
  });

  it('a picture whose dots look like a command to clear the buffers -> one more dot, no command', () => {
    const image = { widthBytes: 3, heightDots: 1, data: Uint8Array.of(0x10, 0x05, 0x02) };
    expect(withoutRealTimeCommands(image).data).toEqual(Uint8Array.of(0x18, 0x05, 0x02));
  });

  it('code, heading and rows come out as written', async () => {
    const paper = await printed(sampleDocument(documentId));
    expect(paper).toMatchObject({ complete: true, qrTexts: [`budayang:${documentId}`] });
    expect(paper.blocks[0]).toMatchObject({
      kind: 'line',
      align: 'center',
      runs: [{ text: '打印测试', bold: true, widthFactor: 2, heightFactor: 2 }],
    });
    expect(textOf(paper)).toContain('2026-01     示例单位    11396.00    911.68');
  });

  it('the picture shows every character in its column and the code as dots', async () => {
    const paper = await printed(sampleDocument(documentId));
    const svg = paperToSvg(paper);
    expect(svg.match(/<text /g)?.length).toBe(textOf(paper).replaceAll(/\s/g, '').length);
    expect(svg.match(/<path transform/g)).toHaveLength(2);
    const png = await paperToPng(paper);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('words with signs of markup -> text on the picture, never markup', async () => {
    const paper = await printed(documentWith(text('<b>&"')));
    expect(paperToSvg(paper)).toContain('&lt;');
    expect(paperToSvg(paper)).not.toContain('<b>');
  });
});
