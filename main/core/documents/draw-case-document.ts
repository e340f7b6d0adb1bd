import type { PDFDocument, PDFImage } from '@cantoo/pdf-lib';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { CaseDocumentFacts } from '../session/index.ts';
import { caseDocumentPages, pictureBox, picturePage } from './case-document-pages.ts';
import { pageDots } from './page-drawing.ts';
import { a4Points, pageAsJpeg } from './page-pictures.ts';

const pointsPerDot = a4Points[0] / pageDots.width;

/**
 * Form, declaration, signature and materials of one case in one PDF of A4 pages. The pictures go into it as the camera
 * took them. A picture that is no JPEG is told by its place.
 */
export async function drawCaseDocument(
  facts: CaseDocumentFacts,
  signal: AbortSignal,
): Promise<Result<Uint8Array, { page: number }>> {
  // Loaded on demand, for it is large.
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.create();
  const addPage = async (svg: string) => {
    signal.throwIfAborted();
    const page = document.addPage(a4Points);
    const image = await document.embedJpg(await pageAsJpeg(svg));
    page.drawImage(image, { x: 0, y: 0, width: a4Points[0], height: a4Points[1] });
    return page;
  };
  for (const svg of caseDocumentPages(facts)) await addPage(svg);
  for (const [index, { name, image }] of facts.pages.entries()) {
    const picture = await embed(document, image);
    if (!picture) return err({ page: index });
    const page = await addPage(picturePage(name, index + 1, facts.pages.length));
    const box = {
      width: pictureBox.width * pointsPerDot,
      height: pictureBox.height * pointsPerDot,
    };
    const { width, height } = picture.scaleToFit(box.width, box.height);
    const x = pictureBox.x * pointsPerDot;
    page.drawImage(picture, { x, y: a4Points[1] - pictureBox.y * pointsPerDot - height, width, height });
  }
  return ok(await document.save());
}

/** Null for what is no JPEG; the library says so by an exception. */
async function embed(document: PDFDocument, image: Uint8Array): Promise<PDFImage | null> {
  const isJpeg = image[0] === 0xff && image[1] === 0xd8;
  return isJpeg ? document.embedJpg(image).catch(() => null) : null;
}
