import { pageDots } from './page-drawing.ts';

export const a4Points: [number, number] = [595.28, 841.89];

/**
 * A drawn page as a picture in black on white, with the system's fonts, so that a rare character of a name comes out as
 * well as any other. A JPEG goes into a PDF as it is; any other picture would be unpacked in this process.
 */
export async function pageAsJpeg(svg: string): Promise<Buffer> {
  // Loaded on demand, for it is large.
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg), { limitInputPixels: pageDots.width * pageDots.height })
    .flatten({ background: '#fff' })
    .greyscale()
    .jpeg({ quality: 90 })
    .toBuffer();
}
