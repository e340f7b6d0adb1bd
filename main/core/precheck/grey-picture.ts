import sharp from 'sharp';

sharp.cache(false);

/** One byte for each pixel, 0 black, 255 white, row by row. */
export interface GreyPicture {
  widthPx: number;
  heightPx: number;
  pixels: Uint8Array;
}

/** Enough for any document camera, few enough to bound memory. */
const maxPixels = 24_000_000;
/** What the recognition can make use of; larger pictures are scaled down. */
const maxWidthPx = 2592;

/**
 * Decodes a JPEG or PNG, upright as its EXIF tag says. Null where the bytes are not a whole
 * picture, or one of an unreasonable size.
 */
export async function decodePicture(image: Uint8Array): Promise<GreyPicture | null> {
  try {
    const { data, info } = await sharp(image, { limitInputPixels: maxPixels, failOn: 'truncated' })
      .autoOrient()
      .resize({ width: maxWidthPx, height: maxWidthPx, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .greyscale()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { widthPx: info.width, heightPx: info.height, pixels: data };
  } catch {
    return null;
  }
}

/** Portable grey map (Netpbm P5), which the engine reads without decompression. */
export function encodeGreyMap(picture: GreyPicture): Uint8Array {
  const header = Buffer.from(`P5\n${picture.widthPx} ${picture.heightPx}\n255\n`, 'latin1');
  const bytes = new Uint8Array(header.length + picture.pixels.length);
  bytes.set(header);
  bytes.set(picture.pixels, header.length);
  return bytes;
}
