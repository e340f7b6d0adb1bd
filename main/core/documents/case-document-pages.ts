import type { Signature } from '../../../contract/signature.ts';
import { shanghaiTime } from '../cases/index.ts';
import type { CaseDocumentFacts } from '../session/index.ts';
import { drawRule, drawText, marginDots, page, pageDots, wrap } from './page-drawing.ts';

const textSize = 38;
const lineDots = 66;
const titleSize = 60;
const right = pageDots.width - marginDots;
const labelColumnDots = 420;
const halfCharacter = textSize / 2;
const labelColumns = Math.floor(labelColumnDots / halfCharacter) - 1;
const valueColumns = Math.floor((right - marginDots - labelColumnDots) / halfCharacter);
const wholeColumns = Math.floor((right - marginDots) / halfCharacter);
const top = 360;
const bottom = pageDots.height - marginDots;
const signatureWidth = 700;

/** Where a picture lies on its page, in dots. */
export const pictureBox = {
  x: marginDots,
  y: 300,
  width: right - marginDots,
  height: bottom - 300,
} as const;

/** The pages with the answers, the declaration and the signature, as SVG. */
export function caseDocumentPages(facts: CaseDocumentFacts): string[] {
  const sheets: string[][] = [];
  let y = bottom;
  /** Room for what belongs together; on the next page where this one is full. */
  const place = (heightDots: number): number => {
    if (y + heightDots > bottom) {
      const title = `${facts.title}${sheets.length > 0 ? '（续）' : ''}`;
      const head = { x: pageDots.width / 2, y: 240, size: titleSize, bold: true, anchor: 'middle' } as const;
      sheets.push([drawText(title, head), drawRule(290, 3)]);
      y = top;
    }
    const at = y;
    y += heightDots;
    return at;
  };
  const put = (parts: string[]) => sheets.at(-1)?.push(...parts);
  const putText = (text: string) => {
    for (const line of wrap(text, wholeColumns)) {
      const at = place(lineDots);
      put([drawText(line, { x: marginDots, y: at, size: textSize })]);
    }
  };
  for (const { label, value } of facts.rows) {
    const labels = wrap(label, labelColumns);
    const values = wrap(value, valueColumns);
    for (let index = 0; index < Math.max(labels.length, values.length); index++) {
      const at = place(lineDots);
      put([
        drawText(labels[index] ?? '', { x: marginDots, y: at, size: textSize }),
        drawText(values[index] ?? '', { x: marginDots + labelColumnDots, y: at, size: textSize }),
      ]);
    }
  }
  put([drawRule(place(lineDots) - 30)]);
  if (facts.declaration) putText(facts.declaration);
  if (facts.signature) {
    const height = signatureWidth / facts.signature.aspectRatio;
    const at = place(height + lineDots);
    put([
      drawText('签名', { x: marginDots, y: at + lineDots, size: textSize }),
      drawSignature(facts.signature, marginDots + labelColumnDots, at, signatureWidth),
    ]);
  }
  putText(`签名时间  ${shanghaiTime(facts.signedAtMs)}`);
  return sheets.map(page);
}

/** The page around a picture. */
export function picturePage(name: string, number: number, count: number): string {
  return page([
    drawText(`材料 ${number} / ${count}  ${name}`, { x: marginDots, y: 220, size: textSize, bold: true }),
    drawRule(250),
  ]);
}

/** As it was written, the line as thick as the pen pressed. */
function drawSignature({ strokes, aspectRatio }: Signature, x: number, y: number, width: number): string {
  const height = width / aspectRatio;
  const at = (point: { x: number; y: number }) =>
    `${(x + point.x * width).toFixed(1)} ${(y + point.y * height).toFixed(1)}`;
  const lines = strokes.map((stroke) => {
    const thickness = 3 + 6 * (stroke.reduce((sum, { pressure }) => sum + pressure, 0) / stroke.length);
    return `<path d="M${stroke.map(at).join('L')}" stroke-width="${thickness.toFixed(1)}"/>`;
  });
  return `<g fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round">${lines.join('')}</g>`;
}
