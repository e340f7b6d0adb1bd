import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { renderPicture } from '../../fixtures/index.ts';
import type { DocumentCameraSubject } from './conformance.ts';
import type { DocumentCamera } from './port.ts';
import { SimulatedDocumentCamera } from './simulator.ts';
import type { RgbPicture } from './yuv4mpeg.ts';

const chromiumPath = '/usr/bin/chromium';

/** A still through `getUserMedia` and a canvas; a stream whose track has ended is opened anew. */
const pageHtml = `<!doctype html><video muted playsinline></video><script>
let stream;
async function captureStill() {
  const video = document.querySelector('video');
  if (!stream || stream.getVideoTracks()[0].readyState === 'ended') {
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1920 }, height: { ideal: 1440 } } });
    video.srcObject = stream;
    await video.play();
  }
  const frame = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  const deadline = new Promise((_, reject) => setTimeout(() => reject(new Error('no frame')), 2000));
  await Promise.race([frame, deadline]);
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d').drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  const reader = new FileReader();
  return new Promise((resolve) => { reader.onload = () => resolve(reader.result.split(',')[1]); reader.readAsDataURL(blob); });
}
</script>`;

async function render(pictureId: string): Promise<RgbPicture> {
  const picture = await renderPicture(pictureId);
  if (!picture) throw new Error(`no picture ${pictureId}`);
  return picture;
}

/** Chromium with this file as its camera, and a page that takes stills. */
export async function openChromium(
  cameraFile: string,
): Promise<{ camera: DocumentCamera; close(): Promise<void> }> {
  if (!existsSync(chromiumPath)) throw new Error(`this suite needs ${chromiumPath}`);
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(pageHtml);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${cameraFile}`,
    ],
  });
  const context = await browser.newContext({ permissions: ['camera'] });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    camera: {
      captureStill: async () => {
        const base64 = await page.evaluate<string>('captureStill()');
        return new Blob([Buffer.from(base64, 'base64')], { type: 'image/jpeg' });
      },
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The simulated camera before Chromium, with a page to lay under it. */
export async function openSubject(): Promise<DocumentCameraSubject> {
  const directory = await mkdtemp(join(tmpdir(), 'document-camera-'));
  const emptyDesk = await render('empty');
  const simulator = new SimulatedDocumentCamera({ file: join(directory, 'camera.y4m'), emptyDesk });
  await simulator.plug();
  const { camera, close } = await openChromium(simulator.file);
  return {
    camera,
    simulator,
    page: await render('household-zhang-ceshi'),
    emptyDesk,
    release: async () => {
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
