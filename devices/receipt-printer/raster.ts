import type { RasterImage } from './command-parts.ts';
import { columnsOf, type SlipCharacter } from './gb18030.ts';
import { type SlipLine, slipWidthDots } from './layout.ts';

/** Dots of a half-width character of normal size, and of the line it stands on. */
export const characterWidthDots = 12;
export const characterHeightDots = 24;
export const lineHeightDots = 30;
/** Family names as installed by `fonts-noto-cjk`; the system falls back to others for glyphs they lack. */
export const slipFontFamily = "'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', 'Noto Serif CJK SC', monospace";

type TextLine = SlipLine & { kind: 'text' };

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Dots between the left edge of the paper and the line's first character. */
export function indentDots(align: TextLine['align'], widthDots: number): number {
  if (align === 'left') return 0;
  return align === 'center' ? Math.floor((slipWidthDots - widthDots) / 2) : slipWidthDots - widthDots;
}

/**
 * A whole line drawn with the system's fonts, for lines with a character the unit cannot print: the
 * unit has no way to set a picture in the middle of a line of text.
 */
export async function drawLine(line: TextLine): Promise<RasterImage> {
  const { size } = line;
  const heightDots = characterHeightDots * size + (lineHeightDots - characterHeightDots);
  const indent = indentDots(line.align, columnsOf(line.characters) * characterWidthDots * size);
  const baseline = Math.round(characterHeightDots * size * 0.87);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${slipWidthDots}" height="${heightDots}">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<g font-family="${slipFontFamily}" font-size="${characterHeightDots * size}" text-anchor="middle"`,
    line.bold ? ' font-weight="700">' : '>',
    ...placeCharacters(line.characters, size).map(
      ({ text, centerDots }) => `<text x="${indent + centerDots}" y="${baseline}">${escapeXml(text)}</text>`,
    ),
    '</g></svg>',
  ].join('');
  // Loaded on demand: only names outside the printer's own characters need it, and it is large.
  const { default: sharp } = await import('sharp');
  const { data } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true });
  return withoutRealTimeCommands(pack(data, slipWidthDots, heightDots));
}

function placeCharacters(
  characters: readonly SlipCharacter[],
  size: number,
): { text: string; centerDots: number }[] {
  let column = 0;
  return characters.flatMap(({ text, columns }) => {
    const centerDots = (column + columns / 2) * characterWidthDots * size;
    column += columns;
    return text === ' ' ? [] : [{ text, centerDots }];
  });
}

function pack(grey: Uint8Array, widthDots: number, heightDots: number): RasterImage {
  const widthBytes = Math.ceil(widthDots / 8);
  const data = new Uint8Array(widthBytes * heightDots);
  for (let y = 0; y < heightDots; y++) {
    for (let x = 0; x < widthDots; x++) {
      const dark = (grey[y * widthDots + x] ?? 255) < 128;
      const index = y * widthBytes + (x >> 3);
      if (dark) data[index] = (data[index] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { widthBytes, heightDots, data };
}

/**
 * A unit obeys real-time commands wherever their bytes occur, even inside a picture: there 10 05 02
 * would clear its buffers. One added dot breaks each such pair.
 */
export function withoutRealTimeCommands(image: RasterImage): RasterImage {
  const data = image.data.slice();
  for (let index = 0; index + 1 < data.length; index++) {
    const next = data[index + 1] ?? 0;
    if (data[index] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) data[index] = 0x18;
  }
  return { ...image, data };
}
