import type { Page } from 'playwright-core';

/** A coarse grey picture of what the camera's live view shows: enough to see that something else lies there. */
export type Glance = number[];

/** Mean difference of grey values, 0 to 255, above which a person would say "that is another picture". */
const noticeable = 4;

/** What the live view shows in its next frame. */
export function lookAtVideo(page: Page): Promise<Glance> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve, reject) => {
        const video = document.querySelector('video');
        if (!video) {
          reject(new Error('there is no live picture'));
          return;
        }
        video.requestVideoFrameCallback(() => {
          const canvas = new OffscreenCanvas(48, 36);
          const context = canvas.getContext('2d');
          context?.drawImage(video, 0, 0, 48, 36);
          const pixels = context?.getImageData(0, 0, 48, 36).data ?? [];
          resolve(Array.from(pixels).filter((_, index) => index % 4 === 1));
        });
      }),
  );
}

/** Looks frame by frame until the live view shows something else than before, and stays so for two frames. */
export async function seeOtherVideo(page: Page, before: Glance): Promise<void> {
  let last = before;
  for (let frame = 0; frame < 100; frame++) {
    const now = await lookAtVideo(page);
    if (difference(now, before) > noticeable && difference(now, last) <= noticeable) return;
    last = now;
  }
  throw new Error('the live picture did not change');
}

function difference(left: Glance, right: Glance): number {
  const sum = left.reduce((total, value, index) => total + Math.abs(value - (right[index] ?? 0)), 0);
  return sum / left.length;
}
