import type { LocalizedText } from '../../../contract/words.ts';
import { type PrintedCertificate, shanghaiTime } from '../cases/index.ts';
import { drawCode, drawRule, drawText, marginDots, page, pageDots, wrap } from './page-drawing.ts';

const words = {
  number: { zh: '证明编号', en: 'Certificate number' },
  issuer: { zh: '出具单位', en: 'Issued by' },
  issuedAt: { zh: '出具时间', en: 'Issued at' },
  acceptanceNumber: { zh: '受理编号', en: 'Acceptance number' },
  verify: { zh: '扫码核验真伪', en: 'Scan to verify' },
  printedBy: { zh: '打印终端', en: 'Printed at' },
  continued: { zh: '（续）', en: ' (continued)' },
} as const satisfies Record<string, LocalizedText>;

const textSize = 38;
const lineDots = 66;
const tableLineDots = 50;
const smallSize = 28;
const right = pageDots.width - marginDots;
const labelColumnDots = 380;
const titleSize = 68;
const titleLineDots = 90;
const cellSize = textSize - 4;
/** Half characters of the title that fit between the margins. */
const titleColumns = Math.floor((right - marginDots) / (titleSize / 2));
/** Half characters of a label that fit before its value. */
const labelColumns = Math.floor(labelColumnDots / (textSize / 2)) - 1;
/** Half characters that fit behind a label. */
const valueColumns = Math.floor((right - marginDots - labelColumnDots) / (textSize / 2));
const footDots = 330;
const bottom = pageDots.height - marginDots - footDots;

/** Each page as SVG; a long table goes on over the pages, and its head with it. */
export function certificatePages(printed: PrintedCertificate): string[] {
  const { certificate, language } = printed;
  const say = (text: LocalizedText) => text[language];
  const head = [
    ...certificate.rows,
    { label: say(words.issuer), value: certificate.issuer },
    { label: say(words.issuedAt), value: shanghaiTime(Date.parse(certificate.issuedAt)) },
    { label: say(words.acceptanceNumber), value: printed.acceptanceNumber },
  ];
  const sheets: string[][] = [];
  let y = 0;
  const begin = () => {
    const title = `${certificate.title}${sheets.length > 0 ? say(words.continued) : ''}`;
    const middle = { x: pageDots.width / 2, anchor: 'middle' } as const;
    const lines = wrap(title, titleColumns);
    const below = (lines.length - 1) * titleLineDots;
    sheets.push([
      ...lines.map((line, index) =>
        drawText(line, { ...middle, y: 260 + index * titleLineDots, size: titleSize, bold: true }),
      ),
      drawText(`${say(words.number)}  ${certificate.certificateNumber}`, {
        ...middle,
        y: 350 + below,
        size: textSize,
      }),
      drawRule(400 + below, 3),
    ]);
    y = 480 + below;
  };
  const put = (parts: string[], heightDots = lineDots) => {
    sheets.at(-1)?.push(...parts);
    y += heightDots;
  };
  begin();
  for (const { label, value } of head) {
    const labelLines = wrap(label, labelColumns);
    const valueLines = wrap(value, valueColumns);
    for (let index = 0; index < Math.max(labelLines.length, valueLines.length); index++) {
      if (y > bottom) begin();
      put([
        drawText(labelLines[index] ?? '', { x: marginDots, y, size: textSize }),
        drawText(valueLines[index] ?? '', { x: marginDots + labelColumnDots, y, size: textSize }),
      ]);
    }
  }
  if (certificate.table) {
    const { header, rows } = certificate.table;
    put([drawRule(y - 40)], 30);
    const putRow = (cells: readonly string[], bold: boolean) => {
      const { parts, lines } = rowParts(cells, y, bold);
      put(parts, lines * tableLineDots);
    };
    if (y + 2 * lineDots > bottom) begin();
    putRow(header, true);
    for (const cells of rows) {
      if (y > bottom) {
        begin();
        putRow(header, true);
      }
      putRow(cells, false);
    }
  }
  return sheets.map((parts, index) => page([...parts, ...footParts(printed, say, index + 1, sheets.length)]));
}

/** The first column at the left, figures at the right of theirs; a long cell goes on below itself. */
function rowParts(
  cells: readonly string[],
  top: number,
  bold: boolean,
): { readonly parts: string[]; readonly lines: number } {
  const widthDots = (right - marginDots) / Math.max(cells.length, 1);
  const wrapped = cells.map((cell) => wrap(cell, Math.floor(widthDots / (cellSize / 2)) - 1));
  const parts = wrapped.flatMap((lines, column) =>
    lines.map((line, index) => {
      const look = { y: top + index * tableLineDots, size: cellSize, bold };
      return column === 0
        ? drawText(line, { ...look, x: marginDots })
        : drawText(line, { ...look, x: marginDots + (column + 1) * widthDots, anchor: 'end' });
    }),
  );
  return { parts, lines: Math.max(1, ...wrapped.map((lines) => lines.length)) };
}

function footParts(
  { certificate, documentId, terminalName, printedAtMs }: PrintedCertificate,
  say: (text: LocalizedText) => string,
  number: number,
  count: number,
): string[] {
  const top = pageDots.height - marginDots - footDots + 60;
  const lines = [
    say(words.verify),
    certificate.verificationUrl,
    `${say(words.printedBy)}  ${say(terminalName)}  ${shanghaiTime(printedAtMs)}`,
    documentId,
  ];
  return [
    drawRule(top),
    drawCode(certificate.verificationUrl, marginDots - 20, top + 15, 250),
    ...lines.map((line, index) =>
      drawText(line, { x: marginDots + 260, y: top + 80 + index * 52, size: smallSize }),
    ),
    drawText(`${number} / ${count}`, { x: right, y: top + 80, size: smallSize, anchor: 'end' }),
  ];
}
