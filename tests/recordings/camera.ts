import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openChromium } from '../../devices/document-camera/chromium-subject.ts';
import { type RgbPicture, SimulatedDocumentCamera } from '../../devices/document-camera/index.ts';
import type { Crossing, Recording } from '../../devices/recording/index.ts';
import { renderPicture } from '../../fixtures/index.ts';

/** Small, so that a recording stays so; nobody reads the page in it. */
const widthPx = 320;
const heightPx = 240;
/** From one thing that happens to the next. */
const pauseMs = 500;
const sameWithin = 12;

type Frame = Extract<Crossing, { dir: 'frame' }>;

async function frameOf(pictureId: string, ms: number): Promise<Frame> {
  const picture = await renderPicture(pictureId);
  if (!picture) throw new Error(`no picture ${pictureId}`);
  const { widthPx: width, heightPx: height, data } = picture;
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(widthPx, heightPx, { fit: 'fill' })
    .jpeg({ quality: 70 })
    .toBuffer();
  return { ms, dir: 'frame', jpeg: jpeg.toString('base64') };
}

async function pictureOf({ jpeg }: Frame): Promise<RgbPicture> {
  const { data, info } = await sharp(Buffer.from(jpeg, 'base64'))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, data };
}

/** The synthetic recording of each fault of the camera: what lay under it, and its plug. */
export const cameraRecordings: Record<string, () => Promise<Recording>> = {
  no_camera: async () => ({
    head: {
      format: 'budayang-recording',
      version: 1,
      deviceClass: 'document-camera',
      driver: 'window',
      fault: 'no_camera',
    },
    crossings: [
      await frameOf('empty', 0),
      { ms: 0, dir: 'plugged' },
      await frameOf('household-zhang-ceshi', pauseMs),
      { ms: 2 * pauseMs, dir: 'unplugged' },
      await frameOf('empty', 3 * pauseMs),
      { ms: 3 * pauseMs, dir: 'plugged' },
    ],
  }),
};

/**
 * Plays a recording to a browser's camera and takes a still after each thing that happened; `shown` is the
 * frame lying there, by its place in the recording.
 */
export async function replayToBrowser({ crossings }: Recording): Promise<('shown' | 'other' | 'failed')[]> {
  const [first] = crossings;
  if (first?.dir !== 'frame') throw new Error('a recording of a camera begins with what it sees');
  const directory = await mkdtemp(join(tmpdir(), 'camera-recording-'));
  const emptyDesk = await pictureOf(first);
  const simulator = new SimulatedDocumentCamera({ file: join(directory, 'camera.y4m'), emptyDesk });
  await simulator.plug();
  const { camera, close } = await openChromium(simulator.file);
  let lying = emptyDesk;
  const told: ('shown' | 'other' | 'failed')[] = [];
  try {
    await camera.captureStill();
    for (const crossing of crossings) {
      if (crossing.dir === 'frame') {
        lying = await pictureOf(crossing);
        await simulator.layPicture(lying);
      } else if (crossing.dir === 'unplugged') await simulator.unplug();
      else if (crossing.dir === 'plugged') await simulator.plug();
      told.push(await lookAt(camera, lying, simulator.plugged));
    }
  } finally {
    await close();
    await rm(directory, { recursive: true, force: true });
  }
  return told;
}

/** Frames under way to the window when something changed are waited for. */
async function lookAt(
  camera: { captureStill(): Promise<Blob> },
  lying: RgbPicture,
  plugged: boolean,
): Promise<'shown' | 'other' | 'failed'> {
  let told: 'shown' | 'other' | 'failed' = 'other';
  for (const untilMs = performance.now() + 3000; performance.now() < untilMs; ) {
    told = await camera.captureStill().then(
      async (still) => ((await differ(still, lying)) < sameWithin ? 'shown' : 'other'),
      () => 'failed' as const,
    );
    if (told === (plugged ? 'shown' : 'failed')) break;
  }
  return told;
}

/** Mean absolute difference of all colour values. */
async function differ(still: Blob, { widthPx: width, heightPx: height, data }: RgbPicture): Promise<number> {
  const seen = await sharp(await still.arrayBuffer())
    .removeAlpha()
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return seen.reduce((sum, value, index) => sum + Math.abs(value - (data[index] ?? 0)), 0) / seen.length;
}
