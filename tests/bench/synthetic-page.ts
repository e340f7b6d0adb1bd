import sharp from 'sharp';
import { materialLayouts } from '../../fixtures/layouts.ts';
import { loadOpenCv, MatScope } from '../../main/core/precheck/opencv.ts';

export type SyntheticLayout = keyof typeof materialLayouts;
export interface SyntheticValues {
  name: string;
  idNumber: string;
  address: string;
}

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

const camera = { widthPx: 1920, heightPx: 1440, pxPerMm: 8 };
const deskGrey = 46;

/** Uniform in [0, 1), the same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** An empty desk as the camera sees it. */
export function photographDesk(look: Degradation): Promise<Blob> {
  const pixels = new Uint8Array(camera.widthPx * camera.heightPx).fill(deskGrey);
  return develop(pixels, look);
}

/** A page on the desk under the camera, JPEG. */
export async function photographPage(
  layout: SyntheticLayout,
  values: SyntheticValues,
  look: Degradation,
): Promise<Blob> {
  const page = materialLayouts[layout];
  const drawn = await sharp(Buffer.from(drawPage(layout, values, look.printOffsetMm)), { density: 25.4 * 10 })
    .flatten({ background: '#fff' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const cv = await loadOpenCv();
  using scope = new MatScope();
  const sheet = scope.keep(new cv.Mat(drawn.info.height, drawn.info.width, cv.CV_8UC1));
  sheet.data.set(drawn.data);
  const random = seededRandom(look.seed);
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
  const random = seededRandom(look.seed * 7919 + 13);
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

function drawPage(
  layout: SyntheticLayout,
  values: SyntheticValues,
  offsetMm: { x: number; y: number },
): string {
  const page = materialLayouts[layout];
  const body =
    layout === 'household-register-page' ? drawRegister(values, offsetMm) : drawIdCard(values, offsetMm);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.widthMm}mm" height="${page.heightMm}mm" viewBox="0 0 ${page.widthMm} ${page.heightMm}"><rect width="100%" height="100%" fill="#f4f2ea"/>${body}</svg>`;
}

function drawRegister(values: SyntheticValues, offset: { x: number; y: number }): string {
  const page = materialLayouts['household-register-page'];
  const value: Record<string, string> = {
    name: values.name,
    idNumber: values.idNumber,
    relation: '户主',
    sex: '男',
    ethnicGroup: '汉族',
    birthPlace: '上海市示例区',
    education: '大学本科',
    height: '172',
    bloodGroup: 'A',
    movedToAddress: values.address,
  };
  const cells = page.cells.map((cell) => {
    const { xMm, yMm, widthMm, heightMm } = cell.box;
    const rule = `<rect x="${xMm}" y="${yMm}" width="${widthMm}" height="${heightMm}" fill="none" stroke="#333" stroke-width="0.3"/>`;
    const text = 'label' in cell ? cell.label : (value[cell.value] ?? '');
    const shift = 'label' in cell ? { x: 0, y: 0 } : offset;
    const size = 'label' in cell ? Math.min(3.6, (widthMm - 2) / text.length) : 4.4;
    const x = 'label' in cell ? xMm + 1.2 : xMm + 3;
    return rule + write(text, x + shift.x, yMm + heightMm / 2 + size * 0.36 + shift.y, size);
  });
  const { title, footer } = page;
  return [
    write(title.text, title.box.xMm + 30, title.box.yMm + 10, 9),
    ...cells,
    ...footer.map(({ text, box }) => write(text, box.xMm, box.yMm + 6, 4)),
  ].join('');
}

function drawIdCard(values: SyntheticValues, offset: { x: number; y: number }): string {
  const page = materialLayouts['resident-id-card-front'];
  const { name, idNumber, address } = page.fields;
  const labels = page.labels.map(({ text, box }) =>
    write(text, box.xMm, box.yMm + box.heightMm * 0.75, text.length > 4 ? 3.4 : 3.2, '#2a6fb0'),
  );
  const { portrait } = page;
  return [
    ...labels,
    write(values.name, name.xMm + 0.6 + offset.x, name.yMm + 5.2 + offset.y, 4.2),
    write(values.address.slice(0, 11), address.xMm + 0.5, address.yMm + 4.3, 3.3),
    write(values.address.slice(11), address.xMm + 0.5, address.yMm + 9, 3.3),
    write(
      values.idNumber,
      idNumber.xMm + 1 + offset.x,
      idNumber.yMm + 5 + offset.y,
      4.6,
      '#111',
      'letter-spacing="0.25"',
    ),
    `<rect x="${portrait.xMm}" y="${portrait.yMm}" width="${portrait.widthMm}" height="${portrait.heightMm}" fill="#c9ced6"/>`,
  ].join('');
}

function write(text: string, x: number, y: number, size: number, fill = '#111', extra = ''): string {
  return `<text x="${x}" y="${y}" font-family="Noto Sans CJK SC" font-size="${size}" fill="${fill}" ${extra}>${text}</text>`;
}
