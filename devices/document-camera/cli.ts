import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { cameraField, materialPictures, renderPicture } from '../../fixtures/index.ts';
import { SimulatedDocumentCamera } from './simulator.ts';
import type { RgbPicture } from './yuv4mpeg.ts';

const usage = `usage: npm run device -- document-camera lay <camera.y4m> <picture id or image file>
       npm run device -- document-camera pictures

lay       shows the picture to every browser that was started with
          --use-fake-device-for-media-stream --use-file-for-fake-video-capture=<camera.y4m>;
          a running stream sees it with its next frame
pictures  lists the picture ids`;

const { widthPx, heightPx } = cameraField;

/** A scan or photograph from disk, fitted into the camera's view. */
async function readImageFile(path: string): Promise<RgbPicture> {
  const data = await sharp(path)
    .rotate()
    .resize(widthPx, heightPx, { fit: 'contain', background: { r: 52, g: 50, b: 54 } })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return { data, widthPx, heightPx };
}

async function lay(file: string, picture: string): Promise<void> {
  const seen = (await renderPicture(picture)) ?? (await readImageFile(picture));
  const camera = new SimulatedDocumentCamera({ file, emptyDesk: seen });
  await camera.plug();
  console.log(`${picture} lies under ${file}, ${widthPx} × ${heightPx}`);
}

const { positionals } = parseArgs({ allowPositionals: true });
const [verb, file, picture] = positionals;
if (verb === 'pictures') {
  for (const { pictureId, label } of materialPictures) console.log(`${pictureId}  ${label.en}`);
} else if (verb === 'lay' && file && picture) {
  await lay(file, picture).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
} else {
  console.error(usage);
  process.exitCode = 2;
}
