import sharp from 'sharp';
import { z } from 'zod';
import { err, ok, type Result } from '../../contract/result.ts';

/** A still of the document camera. */
export const stillSchema = z.object({
  widthPx: z.number().int().min(1),
  heightPx: z.number().int().min(1),
  /** At most 12 MB, what the pre-check takes. */
  jpeg: z.instanceof(Blob).refine((blob) => blob.size <= 12_000_000),
});
export type Still = z.infer<typeof stillSchema>;

/**
 * What takes stills; it lives in the window, over `getUserMedia`. Rejects when the camera is gone.
 * The still shows what lay on the desk when it was asked for, at the camera's full resolution.
 */
export interface DocumentCamera {
  captureStill(): Promise<Blob>;
}

/** Reads the size out of a captured blob; anything but a JPEG is refused. */
export async function readStill(blob: Blob): Promise<Result<Still, 'not_a_jpeg'>> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return err('not_a_jpeg');
  const { width, height } = await sharp(bytes).metadata();
  return ok(stillSchema.parse({ widthPx: width, heightPx: height, jpeg: blob }));
}
