import type { LocalizedText } from '../../../contract/words.ts';
import { type PrintedCertificate, shanghaiTime } from '../cases/index.ts';
import { drawCode, drawRule, drawText, marginDots, page, pageDots, wrap } from './page-drawing.ts';

const words = {
  number: { zh: '证明编号', en: 'Certificate number' },
  issuer: { zh: '出具单位', en: 'Issued by' },
  issuedAt: { zh: '出具时间', en: 'Issued at' },
  acceptanceNumber: { zh: '受理号', en: 'Acceptance number' },
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
    sheets.push([
      drawText(title, { x: pageDots.width / 2, y: 260, size: 68, bold: true, anchor: 'middle' }),
      drawText(`${say(words.number)}  ${certificate.certificateNumber}`, {
        x: pageDots.width / 2,
        y: 350,
        size: textSize,
        anchor: 'middle',
      }),
      drawRule(400, 3),
    ]);
    y = 480;
  };
  const put = (parts: string[], heightDots = lineDots) => {
    sheets.at(-1)?.push(...parts);
    y += heightDots;
  };
  begin();
  for (const { label, value } of head) {
    for (const [index, line] of wrap(value, valueColumns).entries()) {
      if (y > bottom) begin();
      const labelPart = index === 0 ? [drawText(label, { x: marginDots, y, size: textSize })] : [];
      put([...labelPart, drawText(line, { x: marginDots + labelColumnDots, y, size: textSize })]);
    }
  }
  if (certificate.table) {
    const { header, rows } = certificate.table;
    put([drawRule(y - 40)], 30);
    const putRow = (cells: readonly string[], bold: boolean) => put(rowParts(cells, y, bold), tableLineDots);
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

function rowParts(cells: readonly string[], y: number, bold: boolean): string[] {
  const widthDots = (right - marginDots) / Math.max(cells.length, 1);
  return cells.map((cell, index) =>
    index === 0
      ? drawText(cell, { x: marginDots, y, size: textSize - 4, bold })
      : drawText(cell, {
          x: marginDots + (index + 1) * widthDots,
          y,
          size: textSize - 4,
          bold,
          anchor: 'end',
        }),
  );
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
