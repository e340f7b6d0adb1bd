import type { TestPage } from '../cases/index.ts';
import { shanghaiTime } from '../cases/index.ts';

const a4Points = { width: 595.28, height: 841.89 } as const;
const marginPoints = 28.35;
const greySteps = 10;

/**
 * One A4 page that shows what an eye checks: margins, grey steps, fine and thick lines, and small
 * letters. Only the letters every PDF reader has, so that no font has to be carried along.
 */
export async function makeTestPage(about: {
  terminalId: string;
  attendantId: string;
  atMs: number;
}): Promise<TestPage> {
  const { PDFDocument, StandardFonts, grayscale } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([a4Points.width, a4Points.height]);
  const inner = { x: marginPoints, width: a4Points.width - 2 * marginPoints };
  page.drawRectangle({
    x: inner.x,
    y: marginPoints,
    width: inner.width,
    height: a4Points.height - 2 * marginPoints,
    borderWidth: 0.5,
    borderColor: grayscale(0),
  });
  const write = (text: string, y: number, size: number) =>
    page.drawText(text, { x: inner.x + 20, y, size, font });
  write('Budayang test page', 770, 26);
  write(`${about.terminalId}   ${shanghaiTime(about.atMs)}   ${about.attendantId}`, 742, 12);
  write('The frame lies 10 mm from every edge. Each grey step differs from the next.', 712, 11);
  const stepWidth = (inner.width - 40) / greySteps;
  for (let step = 0; step < greySteps; step++) {
    page.drawRectangle({
      x: inner.x + 20 + step * stepWidth,
      y: 610,
      width: stepWidth,
      height: 80,
      color: grayscale(step / (greySteps - 1)),
    });
  }
  for (const [index, thickness] of [0.25, 0.5, 1, 2, 4].entries()) {
    const y = 570 - index * 18;
    page.drawLine({
      start: { x: inner.x + 20, y },
      end: { x: inner.x + inner.width - 20, y },
      thickness,
      color: grayscale(0),
    });
  }
  for (const [index, size] of [6, 8, 10, 12, 16].entries()) {
    write(`${size} pt  0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ`, 460 - index * 26, size);
  }
  // Pages stay in the open, as printers' own interpreters of small memory like them.
  return { pdf: await document.save({ useObjectStreams: false }), pages: 1 };
}
