import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFirstFrame, encodeFrame, encodeHeader, type RgbPicture } from './yuv4mpeg.ts';

/** Pictures of 2 × 2 blocks of one colour: chroma is kept per block, so these survive. */
const blockPictures = fc
  .record({ columns: fc.integer({ min: 1, max: 6 }), rows: fc.integer({ min: 1, max: 6 }) })
  .chain(({ columns, rows }) =>
    fc
      .array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), {
        minLength: columns * rows,
        maxLength: columns * rows,
      })
      .map((colors): RgbPicture => {
        const widthPx = columns * 2;
        const heightPx = rows * 2;
        const data = Buffer.alloc(widthPx * heightPx * 3);
        for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
          const block = (Math.floor(pixel / widthPx) >> 1) * columns + ((pixel % widthPx) >> 1);
          data.set(colors[block] ?? [0, 0, 0], pixel * 3);
        }
        return { data, widthPx, heightPx };
      }),
  );

describe('YUV4MPEG2', () => {
  it('a picture comes back with its colours to within rounding', () => {
    void fc.assert(
      fc.property(blockPictures, fc.integer({ min: 1, max: 60 }), (picture, framesPerSecond) => {
        const { widthPx, heightPx } = picture;
        const stream = Buffer.concat([
          encodeHeader({ widthPx, heightPx, framesPerSecond }),
          encodeFrame(picture),
        ]);
        const decoded = decodeFirstFrame(stream);
        if (!decoded.ok) throw new Error(decoded.error);
        expect(decoded.value.header).toEqual({ widthPx, heightPx, framesPerSecond });
        decoded.value.picture.data.forEach((value, index) => {
          expect(Math.abs(value - (picture.data[index] ?? 0))).toBeLessThanOrEqual(4);
        });
      }),
    );
  });

  it('black and white are the limits of the narrow range, which the browser stretches again', () => {
    const frame = encodeFrame({
      data: Buffer.from([0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255]),
      widthPx: 2,
      heightPx: 2,
    });
    expect([...frame.subarray(6)]).toEqual([16, 235, 16, 235, 128, 128]);
  });

  it('a cut or foreign file is refused by name', () => {
    const header = encodeHeader({ widthPx: 4, heightPx: 4, framesPerSecond: 5 });
    expect(decodeFirstFrame(header)).toEqual({ ok: false, error: 'incomplete_frame' });
    expect(decodeFirstFrame(Buffer.from('RIFF'))).toEqual({ ok: false, error: 'not_yuv4mpeg' });
    expect(decodeFirstFrame(Buffer.from('YUV4MPEG2 W4 H4 F5:1 C444\n'))).toEqual({
      ok: false,
      error: 'unsupported_format',
    });
  });

  it('odd sides are refused, as chroma has half of them', () => {
    expect(() => encodeHeader({ widthPx: 3, heightPx: 4, framesPerSecond: 5 })).toThrow(RangeError);
  });
});
