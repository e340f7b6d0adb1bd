import { err, ok, type Result } from '../../contract/result.ts';

/** Pixels, three bytes each, row by row from the upper left. */
export interface RgbPicture {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** Stream header of YUV4MPEG2 as far as Chromium's file camera reads it: progressive, square pixels, 4:2:0. */
export interface Yuv4mpegHeader {
  widthPx: number;
  heightPx: number;
  framesPerSecond: number;
}

export type Yuv4mpegFailure = 'not_yuv4mpeg' | 'unsupported_format' | 'incomplete_frame';

const frameMark = Buffer.from('FRAME\n', 'ascii');

/** The header line, `yuv4mpeg(5)` of mjpegtools. Sides must be even, as chroma has half of them. */
export function encodeHeader(header: Yuv4mpegHeader): Buffer {
  if (header.widthPx % 2 || header.heightPx % 2) throw new RangeError('4:2:0 needs even sides');
  const { widthPx, heightPx, framesPerSecond } = header;
  return Buffer.from(`YUV4MPEG2 W${widthPx} H${heightPx} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`, 'ascii');
}

/** One frame: mark, luma plane, then both chroma planes at half size. ITU-R BT.601, limited range. */
export function encodeFrame(picture: RgbPicture): Buffer {
  const { widthPx, heightPx, data } = picture;
  const lumaSize = widthPx * heightPx;
  const frame = Buffer.alloc(frameMark.length + (lumaSize * 3) / 2);
  frameMark.copy(frame);
  const luma = frame.subarray(frameMark.length, frameMark.length + lumaSize);
  const blueDifference = frame.subarray(frameMark.length + lumaSize, frameMark.length + (lumaSize * 5) / 4);
  const redDifference = frame.subarray(frameMark.length + (lumaSize * 5) / 4);
  for (let pixel = 0; pixel < lumaSize; pixel++) {
    const [r, g, b] = pixelAt(data, pixel);
    luma[pixel] = Math.round(16 + 0.25679 * r + 0.50413 * g + 0.09791 * b);
  }
  let sample = 0;
  for (let y = 0; y < heightPx; y += 2) {
    for (let x = 0; x < widthPx; x += 2) {
      const [r, g, b] = meanOfFour(data, y * widthPx + x, widthPx);
      blueDifference[sample] = Math.round(128 - 0.14822 * r - 0.29099 * g + 0.43922 * b);
      redDifference[sample] = Math.round(128 + 0.43922 * r - 0.36779 * g - 0.07143 * b);
      sample++;
    }
  }
  return frame;
}

/** The header and the first picture of a stream. */
export function decodeFirstFrame(
  stream: Uint8Array,
): Result<{ header: Yuv4mpegHeader; picture: RgbPicture }, Yuv4mpegFailure> {
  const lineEnd = stream.indexOf(0x0a);
  const line = Buffer.from(stream.subarray(0, Math.max(0, lineEnd))).toString('ascii');
  const [signature, ...parameters] = line.split(' ');
  if (signature !== 'YUV4MPEG2') return err('not_yuv4mpeg');
  const parameter = (name: string) => parameters.find((part) => part.startsWith(name))?.slice(1) ?? '';
  const header = {
    widthPx: Number(parameter('W')),
    heightPx: Number(parameter('H')),
    framesPerSecond: Number(parameter('F').split(':')[0]),
  };
  if (!(header.widthPx > 0 && header.heightPx > 0) || !parameter('C').startsWith('420')) {
    return err('unsupported_format');
  }
  const body = stream.subarray(lineEnd + 1);
  const lumaSize = header.widthPx * header.heightPx;
  if (body.length < frameMark.length + (lumaSize * 3) / 2) return err('incomplete_frame');
  if (!Buffer.from(body.subarray(0, frameMark.length)).equals(frameMark)) return err('not_yuv4mpeg');
  return ok({ header, picture: decodePlanes(body.subarray(frameMark.length), header) });
}

function decodePlanes(planes: Uint8Array, { widthPx, heightPx }: Yuv4mpegHeader): RgbPicture {
  const lumaSize = widthPx * heightPx;
  const data = Buffer.alloc(lumaSize * 3);
  for (let pixel = 0; pixel < lumaSize; pixel++) {
    const chroma = (Math.floor(pixel / widthPx) >> 1) * (widthPx / 2) + ((pixel % widthPx) >> 1);
    const c = 1.16438 * ((planes[pixel] ?? 0) - 16);
    const d = (planes[lumaSize + chroma] ?? 0) - 128;
    const e = (planes[(lumaSize * 5) / 4 + chroma] ?? 0) - 128;
    data[pixel * 3] = clampByte(c + 1.59603 * e);
    data[pixel * 3 + 1] = clampByte(c - 0.39176 * d - 0.81297 * e);
    data[pixel * 3 + 2] = clampByte(c + 2.01723 * d);
  }
  return { data, widthPx, heightPx };
}

function pixelAt(data: Uint8Array, pixel: number): [number, number, number] {
  return [data[pixel * 3] ?? 0, data[pixel * 3 + 1] ?? 0, data[pixel * 3 + 2] ?? 0];
}

function meanOfFour(data: Uint8Array, pixel: number, widthPx: number): [number, number, number] {
  const mean: [number, number, number] = [0, 0, 0];
  for (const corner of [pixel, pixel + 1, pixel + widthPx, pixel + widthPx + 1]) {
    const [r, g, b] = pixelAt(data, corner);
    mean[0] += r / 4;
    mean[1] += g / 4;
    mean[2] += b / 4;
  }
  return mean;
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
