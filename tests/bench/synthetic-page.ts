import sharp from 'sharp';
import { cameraField, drawPage, type MaterialLayoutName } from '../../fixtures/index.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { loadOpenCv, MatScope } from '../../main/core/precheck/opencv.ts';

/** What camera and light do to a page. Deterministic by `seed`. */
export interface Degradation {
  rotationDegrees: number;
  /** Standard deviation in pixels of the picture. */
  blurPx: number;
  /** Standard deviation in grey levels. */
  noise: number;
  /** How much of the light is lost towards one corner, 0 to 1. */
  lightLoss: number;
  /** How far the corners are pushed about, in pixels. */
  perspectivePx: number;
  /** Whole picture darker or brighter. */
  gain: number;
  /** Moves the page on the desk. */
  shiftMm: { x: number; y: number };
  /** How far printed values stand beside their place. */
  printOffsetMm: { x: number; y: number };
  seed: number;
}

export const clean: Degradation = {
  rotationDegrees: 0.6,
  blurPx: 0,
  noise: 2,
  lightLoss: 0,
  perspectivePx: 0,
  gain: 1,
  shiftMm: { x: 0, y: 0 },
  printOffsetMm: { x: 0, y: 0 },
  seed: 1,
};
export const deg1: Degradation = {
  ...clean,
  rotationDegrees: 2,
  blurPx: 0.9,
  noise: 10,
  lightLoss: 0.45,
  perspectivePx: 10,
};
export const deg2: Degradation = {
  ...clean,
  rotationDegrees: -2,
  blurPx: 1.6,
  noise: 18,
  lightLoss: 0.65,
  perspectivePx: 14,
};

const camera = { ...cameraField, pxPerMm: cameraField.widthPx / cameraField.fieldWidthMm };
const deskGrey = 46;
const drawnPxPerMm = 12;

/** An empty desk as the camera sees it. */
export function photographDesk(look: Degradation): Promise<Blob> {
  const pixels = new Uint8Array(camera.widthPx * camera.heightPx).fill(deskGrey);
  return develop(pixels, look);
}

/** A person's page on the desk under the camera, JPEG. */
export async function photographPage(
  layout: MaterialLayoutName,
  personId: string,
  look: Degradation,
): Promise<Blob> {
  const page = drawPage(layout, personId);
  const drawn = await sharp(Buffer.from(drawPushed(page, look.printOffsetMm)))
    .resize(Math.round(page.widthMm * drawnPxPerMm), Math.round(page.heightMm * drawnPxPerMm))
    .flatten({ background: { r: deskGrey, g: deskGrey, b: deskGrey } })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const cv = await loadOpenCv();
  using scope = new MatScope();
  const sheet = scope.keep(new cv.Mat(drawn.info.height, drawn.info.width, cv.CV_8UC1));
  sheet.data.set(drawn.data);
  const random = seededRandom(`page ${look.seed}`);
  const angle = (look.rotationDegrees * Math.PI) / 180;
  const jitter = () => (random() * 2 - 1) * look.perspectivePx;
  const corners = [
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ].flatMap(([u = 0, v = 0]) => {
    const x = u * page.widthMm * camera.pxPerMm;
    const y = v * page.heightMm * camera.pxPerMm;
    return [
      camera.widthPx / 2 +
        look.shiftMm.x * camera.pxPerMm +
        x * Math.cos(angle) -
        y * Math.sin(angle) +
        jitter(),
      camera.heightPx / 2 +
        look.shiftMm.y * camera.pxPerMm +
        x * Math.sin(angle) +
        y * Math.cos(angle) +
        jitter(),
    ];
  });
  const { cols, rows } = sheet;
  const from = scope.keep(cv.matFromArray(4, 1, cv.CV_32FC2, [0, 0, cols, 0, cols, rows, 0, rows]));
  const to = scope.keep(cv.matFromArray(4, 1, cv.CV_32FC2, corners));
  const transform = scope.keep(cv.getPerspectiveTransform(from, to));
  const seen = scope.keep(new cv.Mat());
  const size = new cv.Size(camera.widthPx, camera.heightPx);
  const desk = new cv.Scalar(deskGrey, deskGrey, deskGrey, 255);
  cv.warpPerspective(sheet, seen, transform, size, cv.INTER_LINEAR, cv.BORDER_CONSTANT, desk);
  return develop(new Uint8Array(seen.data), look);
}

async function develop(pixels: Uint8Array, look: Degradation): Promise<Blob> {
  const raw = { width: camera.widthPx, height: camera.heightPx, channels: 1 as const };
  const soft =
    look.blurPx >= 0.3
      ? await sharp(pixels, { raw }).blur(look.blurPx).toColourspace('b-w').raw().toBuffer()
      : Buffer.from(pixels);
  const random = seededRandom(`noise ${look.seed}`);
  for (let y = 0; y < camera.heightPx; y++) {
    for (let x = 0; x < camera.widthPx; x++) {
      const index = y * camera.widthPx + x;
      const light = 1 - look.lightLoss * ((x / camera.widthPx + y / camera.heightPx) / 2);
      const noise = (random() + random() + random() + random() - 2) * 1.732 * look.noise;
      soft[index] = Math.max(0, Math.min(255, (soft[index] ?? 0) * light * look.gain + noise));
    }
  }
  const jpeg = await sharp(soft, { raw })
    .jpeg({ quality: look.noise > 5 ? 60 : 90 })
    .toBuffer();
  return new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
}

/** The printing, pushed aside on its paper. */
function drawPushed(page: ReturnType<typeof drawPage>, offset: Degradation['printOffsetMm']): string {
  const { svg, widthMm, heightMm } = page;
  const viewBox = `viewBox="0 0 ${widthMm} ${heightMm}"`;
  const printing = svg.replace(
    viewBox,
    `width="${widthMm}" height="${heightMm}" x="${offset.x}" y="${offset.y}" ${viewBox}`,
  );
  const corner = widthMm < 100 ? 3.2 : 0;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${viewBox}><rect width="${widthMm}" height="${heightMm}" rx="${corner}" fill="#f0efe8"/>${printing}</svg>`;
}
