import type { DrawnDocument, PrintedCertificate } from '../cases/index.ts';
import { certificatePages } from './certificate-pages.ts';
import { pageDots } from './page-drawing.ts';

const a4Points: [number, number] = [595.28, 841.89];

/**
 * A certificate as A4 pages in black on white: each page is one picture, drawn with the system's fonts
 * as the slips are, so that a rare character of a name comes out as well as any other.
 */
export async function drawCertificate(
  printed: PrintedCertificate,
  signal: AbortSignal,
): Promise<DrawnDocument> {
  // Loaded on demand: only terminals with an A4 printer need them, and they are large.
  const [{ default: sharp }, { PDFDocument }] = await Promise.all([
    import('sharp'),
    import('@cantoo/pdf-lib'),
  ]);
  const document = await PDFDocument.create();
  const pages = certificatePages(printed);
  for (const svg of pages) {
    signal.throwIfAborted();
    const picture = await sharp(Buffer.from(svg), { limitInputPixels: pageDots.width * pageDots.height })
      .flatten({ background: '#fff' })
      .greyscale()
      .jpeg({ quality: 90 })
      .toBuffer();
    // A JPEG goes into the file as it is; any other picture would be unpacked in this process.
    const image = await document.embedJpg(picture);
    document.addPage(a4Points).drawImage(image, { x: 0, y: 0, width: a4Points[0], height: a4Points[1] });
  }
  // Pages stay in the open: some printers, and the simulated one, count them without inflating anything.
  return { pdf: await document.save({ useObjectStreams: false }), pages: pages.length };
}
