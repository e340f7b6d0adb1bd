import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameScanner } from '../codec/index.ts';
import { bitOf, bitsOf } from './hook-bits.ts';
import { cu16Request, cu16Shape, cu16Status } from './kerong-cu16-codec.ts';
import { cu48Request, cu48Shape, cu48Status, cu48Taken } from './kerong-cu48-codec.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
const byte = (min = 0, max = 255) => fc.integer({ min, max });
const array = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const joined = (frames: readonly Uint8Array[]) => Uint8Array.from(frames.flatMap((frame) => [...frame]));

describe('frames of the protocol notes', () => {
  it.each([
    ['CU16 status 0', cu16Request.encode({ place: { board: 0, lock: 0 }, command: 0x30 }), '02 00 30 03 35'],
    ['CU16 open 0/1', cu16Request.encode({ place: { board: 0, lock: 0 }, command: 0x31 }), '02 00 31 03 36'],
    ['CU16 open 1/6', cu16Request.encode({ place: { board: 1, lock: 5 }, command: 0x31 }), '02 15 31 03 4B'],
    ['CU48 status 0', cu48Request.encode({ board: 0, lock: 0, command: 0x60 }), '02 00 00 60 03 65'],
    ['CU48 open 0/1', cu48Request.encode({ board: 0, lock: 0, command: 0x61 }), '02 00 00 61 03 66'],
    ['CU48 open 1/48', cu48Request.encode({ board: 1, lock: 47, command: 0x61 }), '02 01 2F 61 03 96'],
  ])('%s', (_, frame, hex) => {
    expect(frame).toEqual(bytesOf(hex));
  });

  it('CU16 status: hook bit of lock 1 clear, an item in cell 1', () => {
    const status = cu16Status.decode(bytesOf('02 00 35 FE FF 01 00 03 38'));
    expect(status).toMatchObject({ ok: true, value: { place: { board: 0, lock: 0 } } });
    if (!status.ok) return;
    const { hooks, items } = status.value;
    expect(Array.from({ length: 16 }, (_, index) => bitOf(hooks, index))).toEqual([
      false,
      ...Array(15).fill(true),
    ]);
    expect(items).toEqual(bytesOf('01 00'));
  });

  it('CU48 status: all closed', () => {
    expect(cu48Status.decode(bytesOf('02 00 00 75 06 FF FF FF FF FF FF 77'))).toEqual({
      ok: true,
      value: { board: 0, hooks: bytesOf('FF FF FF FF FF FF') },
    });
  });

  it('one board more, or one lock more, than an address can say -> refused, not sent to another lock', () => {
    expect(() => cu16Request.encode({ place: { board: 16, lock: 0 }, command: 0x31 })).toThrow(RangeError);
    expect(() => cu16Request.encode({ place: { board: 0, lock: 16 }, command: 0x31 })).toThrow(RangeError);
  });
});

const place = fc.record({ board: byte(0, 15), lock: byte(0, 15) });
const protocols = [
  {
    name: 'CU16',
    shape: cu16Shape,
    frame: fc.oneof(
      fc.record({ place, command: fc.constantFrom(0x30, 0x31) }).map(cu16Request.encode),
      fc.record({ place, hooks: array(2), items: array(2) }).map(cu16Status.encode),
    ),
    good: bytesOf('02 00 35 FE FF 01 00 03 38'),
  },
  {
    name: 'CU48',
    shape: cu48Shape,
    frame: fc.oneof(
      fc
        .record({ board: byte(), lock: byte(0, 47), command: fc.constantFrom(0x60, 0x61) })
        .map(cu48Request.encode),
      fc.record({ board: byte(), hooks: array(6) }).map(cu48Status.encode),
      fc.record({ board: byte(), lock: byte(0, 47) }).map(cu48Taken.encode),
    ),
    good: bytesOf('02 00 00 75 06 FF FF FF FF FF FF 77'),
  },
] as const;

const cuts = fc.array(byte(0, 9), { maxLength: 20 });

function pushInPieces(scanner: FrameScanner, stream: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let offset = 0;
  for (const size of [...sizes, stream.length]) {
    frames.push(...scanner.push(stream.subarray(offset, offset + size)));
    offset += size;
  }
  return frames;
}

describe.each(protocols)('streams of $name', ({ shape, frame, good }) => {
  it('frames cut anywhere -> all of them', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), cuts, (frames, sizes) => {
        expect(pushInPieces(new FrameScanner(shape), joined(frames), sizes)).toEqual(frames);
      }),
      { numRuns: 2000 },
    );
  });

  it('20,000 random and damaged streams -> no crash, the buffer keeps its bound, the next status is found', () => {
    const stream = fc.oneof(
      fc.uint8Array({ maxLength: 120 }),
      fc
        .tuple(fc.array(frame, { maxLength: 10 }), fc.array(fc.tuple(fc.nat(200), byte())))
        .map(([frames, changes]) => {
          const bytes = joined(frames);
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          return bytes;
        }),
    );
    fc.assert(
      fc.property(stream, cuts, (bytes, sizes) => {
        const scanner = new FrameScanner(shape);
        pushInPieces(scanner, bytes, sizes);
        if (scanner.pendingBytes > shape.maxLength) throw new Error('buffer grows without bound');
        // As the exchange does before it asks again: a half frame is given up.
        scanner.abandon();
        if (joined(scanner.push(good)).toString() !== good.toString())
          throw new Error('did not find the next frame');
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);

  it('any bits come back as they were sent', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }), (bits) => {
        const bytes = bitsOf(bits, 6);
        expect(bits.map((_, index) => bitOf(bytes, index))).toEqual(bits);
      }),
    );
  });
});
