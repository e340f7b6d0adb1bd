import QRCode from 'qrcode';

/** A4 at 200 dots to the inch. */
export const pageDots = { width: 1654, height: 2339 } as const;
export const marginDots = 160;
export const fontFamily = "'Noto Sans CJK SC', 'Noto Serif CJK SC', sans-serif";

/** Columns of half a character; what is not ASCII takes two. */
const columnsOf = (text: string): number =>
  Array.from(text).reduce((columns, character) => columns + (/[ -~]/.test(character) ? 1 : 2), 0);

export function drawText(
  text: string,
  {
    x,
    y,
    size,
    bold = false,
    anchor = 'start',
  }: {
    x: number;
    y: number;
    /** Height of a character in dots. */
    size: number;
    bold?: boolean;
    anchor?: 'start' | 'middle' | 'end';
  },
): string {
  const weight = bold ? ' font-weight="700"' : '';
  const place = `x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}"`;
  return `<text ${place}${weight} xml:space="preserve">${escapeXml(text)}</text>`;
}

export function drawRule(y: number, thickness = 2): string {
  return `<rect x="${marginDots}" y="${y}" width="${pageDots.width - 2 * marginDots}" height="${thickness}"/>`;
}

/** A code `sizeDots` wide with its quiet zone. */
export function drawCode(text: string, x: number, y: number, sizeDots: number): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const dots = sizeDots / (modules.size + 2 * quiet);
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      squares.push(`M${x + (column + quiet) * dots} ${y + (row + quiet) * dots}h${dots}v${dots}h-${dots}z`);
    }
  }
  return `<path d="${squares.join('')}" shape-rendering="crispEdges"/>`;
}

/** What stays on one line: a word or number, or one character with the marks that may not begin a line. */
const pieces = /[!-~]+|[^!-~][，。、；：！？）》」』】”’％]*/gu;

/** Breaks a text into lines of at most `columns` half characters; a word is torn only where it fills a line. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  const breakLine = () => {
    lines.push(line.trimEnd());
    line = '';
  };
  for (const piece of text.match(pieces) ?? []) {
    if (columnsOf(line + piece.trimEnd()) > columns && line !== '') breakLine();
    if (line === '' && lines.length > 0 && piece.trim() === '') continue;
    for (const character of columnsOf(piece) > columns ? piece : [piece]) {
      if (columnsOf(line + character.trimEnd()) > columns) breakLine();
      line += character;
    }
  }
  return [...lines, line.trimEnd()];
}

export function page(parts: readonly string[]): string {
  const { width, height } = pageDots;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<g font-family="${fontFamily}" fill="#000">`,
    ...parts,
    '</g></svg>',
  ].join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
