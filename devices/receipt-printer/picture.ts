import QRCode from 'qrcode/lib/core/qrcode.js';
import { unreachable } from '../../contract/result.ts';
import type { RasterImage } from './command-parts.ts';
import { widthOf } from './interpreter.ts';
import { slipWidthDots } from './layout.ts';
import type { Paper, PaperBlock, PaperRun } from './paper.ts';
import { characterHeightDots, escapeXml, indentDots, slipFontFamily } from './raster.ts';

/** 80 mm of paper, of which 72 mm are printed, eight dots a millimetre. */
const paperWidthDots = 640;
const marginDots = (paperWidthDots - slipWidthDots) / 2;
const topDots = 40;
const bottomDots = 56;
const toothDots = 8;
const ink = '#2b2a2e';

/** The slip as it lies in the slot: a dot of the printer is one unit of the picture. */
export function paperToSvg({ blocks }: Pick<Paper, 'blocks'>): string {
  let y = topDots;
  const drawn: string[] = [];
  for (const block of blocks) {
    drawn.push(drawBlock(block, y));
    y += block.heightDots;
  }
  const height = y + bottomDots;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${paperWidthDots}" height="${height}" viewBox="0 0 ${paperWidthDots} ${height}">`,
    '<defs><linearGradient id="roll" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="#efeeea"/>',
    '<stop offset="0.06" stop-color="#fbfaf7"/><stop offset="0.94" stop-color="#fbfaf7"/>',
    '<stop offset="1" stop-color="#edece8"/></linearGradient></defs>',
    `<path d="${outline(height)}" fill="url(#roll)" stroke="#d8d6d0" stroke-width="1"/>`,
    `<g fill="${ink}" font-family="${slipFontFamily}" shape-rendering="crispEdges">${drawn.join('')}</g>`,
    '</svg>',
  ].join('');
}

export async function paperToPng(paper: Pick<Paper, 'blocks'>): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(paperToSvg(paper)))
    .flatten({ background: '#8d8f94' })
    .png()
    .toBuffer();
}

/** Straight at the top, torn by the cutter's teeth below. */
function outline(height: number): string {
  const teeth: string[] = [];
  for (let x = paperWidthDots; x > 0; x -= 2 * toothDots) {
    teeth.push(`L${x - toothDots} ${height - 1} L${x - 2 * toothDots} ${height - toothDots}`);
  }
  return `M0 0 H${paperWidthDots} V${height - toothDots} ${teeth.join(' ')} Z`;
}

function drawBlock(block: PaperBlock, y: number): string {
  switch (block.kind) {
    case 'feed':
      return '';
    case 'line':
      return drawLine(block, y);
    case 'raster': {
      const { image, widthFactor, heightFactor, align } = block;
      const x = marginDots + indentDots(align, image.widthBytes * 8 * widthFactor);
      const scale = widthFactor * heightFactor === 1 ? '' : ` scale(${widthFactor} ${heightFactor})`;
      return `<path transform="translate(${x} ${y})${scale}" d="${rasterPath(image)}"/>`;
    }
    case 'qr': {
      const { modules } = QRCode.create(block.data, { errorCorrectionLevel: block.errorLevel });
      const x = marginDots + indentDots(block.align, modules.size * block.moduleDots);
      const path = runsPath(modules.size, modules.size, (column, row) => modules.get(row, column) === 1);
      return `<path transform="translate(${x} ${y}) scale(${block.moduleDots})" d="${path}"/>`;
    }
    default:
      return unreachable(block);
  }
}

function drawLine({ runs, align, heightDots }: PaperBlock & { kind: 'line' }, y: number): string {
  const widthDots = runs.reduce((width, run) => width + runWidth(run), 0);
  const tallest = Math.max(...runs.map(({ heightFactor }) => heightFactor * characterHeightDots));
  const baseline = y + Math.min(heightDots, tallest) * 0.87;
  let x = marginDots + indentDots(align, widthDots);
  return runs
    .map((run) => {
      const drawn = drawRun(run, x, baseline);
      x += runWidth(run);
      return drawn;
    })
    .join('');
}

/** Every character in its own cell, so that columns stand exactly as the unit prints them. */
function drawRun({ text, bold, widthFactor, heightFactor }: PaperRun, x: number, baseline: number): string {
  let offset = 0;
  const cells = Array.from(text, (character) => {
    const center = offset + widthOf(character) / 2;
    offset += widthOf(character);
    return character === ' ' ? '' : `<text x="${center}">${escapeXml(character)}</text>`;
  });
  const weight = bold ? ' font-weight="700"' : '';
  return [
    `<g transform="translate(${x} ${baseline}) scale(${widthFactor} ${heightFactor})"`,
    ` font-size="${characterHeightDots}" text-anchor="middle"${weight}>${cells.join('')}</g>`,
  ].join('');
}

function runWidth({ text, widthFactor }: PaperRun): number {
  return Array.from(text).reduce((width, character) => width + widthOf(character) * widthFactor, 0);
}

function rasterPath({ widthBytes, heightDots, data }: RasterImage): string {
  return runsPath(
    widthBytes * 8,
    heightDots,
    (column, row) => ((data[row * widthBytes + (column >> 3)] ?? 0) & (0x80 >> (column & 7))) !== 0,
  );
}

/** Dark stretches of each row as rectangles of one path. */
function runsPath(width: number, height: number, isDark: (column: number, row: number) => boolean): string {
  const parts: string[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (!isDark(column, row)) continue;
      const start = column;
      while (column < width && isDark(column, row)) column++;
      parts.push(`M${start} ${row}h${column - start}v1h${start - column}z`);
    }
  }
  return parts.join('');
}
