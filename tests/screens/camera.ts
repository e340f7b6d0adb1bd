import type { Page } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { renderPictureJpeg } from '../../fixtures/index.ts';
import type { Scene } from '../../renderer/gallery/scenes.ts';

/** A lamp mirrored in the middle of a picture that is 1200 wide. */
const lamp = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><ellipse cx="620" cy="450" rx="150" ry="100" fill="#fff"/></svg>',
);

async function seenBy(camera: Exclude<Scene['camera'], 'none' | undefined>): Promise<string> {
  const jpeg = await renderPictureJpeg(camera.pictureId, { widthPx: 1200 });
  if (!jpeg) throw new Error(`no picture ${camera.pictureId}`);
  const spoil: Record<NonNullable<typeof camera.spoilt> | 'not', () => Promise<Sharp>> = {
    not: async () => sharp(jpeg),
    pushed_out: async () => sharp(jpeg).extract({ left: 360, top: 270, width: 840, height: 630 }),
    lamp: async () => sharp(await sharp(jpeg).linear(0.75, 0).toBuffer()).composite([{ input: lamp }]),
  };
  const seen = await spoil[camera.spoilt ?? 'not']();
  return `data:image/jpeg;base64,${(await seen.jpeg().toBuffer()).toString('base64')}`;
}

/** What `getUserMedia` gives on every page opened from here on; the browser's own test picture by default. */
export async function setCamera(page: Page, camera: Scene['camera']): Promise<void> {
  if (camera === undefined) return;
  if (camera === 'none') {
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
    });
    return;
  }
  await page.addInitScript(
    (address) => {
      navigator.mediaDevices.getUserMedia = async () => {
        const picture = new Image();
        picture.src = address;
        await picture.decode();
        const canvas = document.createElement('canvas');
        canvas.width = picture.width;
        canvas.height = picture.height;
        const draw = () => canvas.getContext('2d')?.drawImage(picture, 0, 0);
        draw();
        setInterval(draw, 100);
        return canvas.captureStream(10);
      };
    },
    await seenBy(camera),
  );
}
