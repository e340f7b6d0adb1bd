import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentCamera, readStill } from './port.ts';
import type { SimulatedDocumentCamera } from './simulator.ts';
import type { RgbPicture } from './yuv4mpeg.ts';

export interface DocumentCameraSubject {
  camera: DocumentCamera;
  simulator: SimulatedDocumentCamera;
  page: RgbPicture;
  emptyDesk: RgbPicture;
  release(): Promise<void>;
}

/** Frames already under way to the window when the desk changed. */
const settleMs = 3000;

/** What every way of taking stills from the document camera must keep to. */
export function describeDocumentCamera(name: string, prepare: () => Promise<DocumentCameraSubject>): void {
  describe(`document camera: ${name}`, () => {
    let subject: DocumentCameraSubject;
    beforeAll(async () => {
      subject = await prepare();
    }, 60_000);
    afterAll(() => subject.release());

    const differenceFrom = async (picture: RgbPicture) =>
      meanDifference(await subject.camera.captureStill(), picture);

    it('a still is a JPEG of the full resolution, or small print is lost', async () => {
      const still = await readStill(await subject.camera.captureStill());
      expect(still).toMatchObject({
        ok: true,
        value: { widthPx: subject.emptyDesk.widthPx, heightPx: subject.emptyDesk.heightPx },
      });
    });

    it('page laid while the camera runs -> the still shows this page, sharp, in its colours', async () => {
      await subject.simulator.layPicture(subject.page);
      await expect.poll(() => differenceFrom(subject.page), { timeout: settleMs }).toBeLessThan(4);
      const still = Buffer.from(await (await subject.camera.captureStill()).arrayBuffer());
      const drawn = sharp(subject.page.data, { raw: rawOf(subject.page) });
      const { sharpness } = await sharp(still).stats();
      expect(sharpness).toBeGreaterThan((await drawn.stats()).sharpness * 0.7);
    });

    it('page taken away -> the next person does not see it', async () => {
      await subject.simulator.layPicture(subject.page);
      await expect.poll(() => differenceFrom(subject.page), { timeout: settleMs }).toBeLessThan(4);
      await subject.simulator.removePicture();
      await expect.poll(() => differenceFrom(subject.emptyDesk), { timeout: settleMs }).toBeLessThan(4);
    });

    it('camera unplugged -> taking a still fails; plugged again -> it works, with what lies there now', async () => {
      await subject.simulator.unplug();
      await expect
        .poll(
          () =>
            subject.camera.captureStill().then(
              () => 'still',
              () => 'failed',
            ),
          { timeout: settleMs },
        )
        .toBe('failed');
      await subject.simulator.layPicture(subject.page);
      await subject.simulator.plug();
      await expect
        .poll(() => differenceFrom(subject.page).catch(() => 255), { timeout: settleMs })
        .toBeLessThan(4);
    });
  });
}

/** Mean absolute difference of all colour values, 0 to 255. */
async function meanDifference(still: Blob, picture: RgbPicture): Promise<number> {
  const { data, info } = await sharp(await still.arrayBuffer())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.width !== picture.widthPx || info.height !== picture.heightPx) return 255;
  let sum = 0;
  for (let index = 0; index < data.length; index++) {
    sum += Math.abs((data[index] ?? 0) - (picture.data[index] ?? 0));
  }
  return sum / data.length;
}

function rawOf(picture: RgbPicture) {
  return { width: picture.widthPx, height: picture.heightPx, channels: 3 as const };
}
