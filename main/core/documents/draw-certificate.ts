import type { DrawnDocument, PrintedCertificate } from '../cases/index.ts';
import { certificatePages } from './certificate-pages.ts';
import { a4Points, pageAsJpeg } from './page-pictures.ts';

/** A certificate as A4 pages: each page is one picture, drawn as the slips are. */
export async function drawCertificate(
  printed: PrintedCertificate,
  signal: AbortSignal,
): Promise<DrawnDocument> {
  // Loaded on demand: only terminals with an A4 printer or officers afar need it, and it is large.
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.create();
  const pages = certificatePages(printed);
  for (const svg of pages) {
    signal.throwIfAborted();
    const image = await document.embedJpg(await pageAsJpeg(svg));
    document.addPage(a4Points).drawImage(image, { x: 0, y: 0, width: a4Points[0], height: a4Points[1] });
  }
  // Pages stay in the open: some printers, and the simulated one, count them without inflating anything.
  return { pdf: await document.save({ useObjectStreams: false }), pages: pages.length };
}
