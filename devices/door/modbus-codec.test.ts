import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameScanner } from '../codec/index.ts';
import {
  modbusBits,
  modbusException,
  modbusReplyShape,
  modbusRequest,
  modbusRequestShape,
} from './modbus-codec.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
const byte = (min = 0, max = 255) => fc.integer({ min, max });
const word = fc.integer({ min: 0, max: 0xffff });
const joined = (frames: readonly Uint8Array[]) => Uint8Array.from(frames.flatMap((frame) => [...frame]));
const request = (unit: number, code: number, address: number, value: number) =>
  modbusRequest.encode({ unit, function: code, address, value });

describe('frames of the protocol notes', () => {
  it.each([
    ['relay 1 on', request(1, 5, 0, 0xff00), '01 05 00 00 FF 00 8C 3A'],
    ['relay 1 off', request(1, 5, 0, 0), '01 05 00 00 00 00 CD CA'],
    ['on at coil 1 with 0100', request(1, 5, 1, 0x0100), '01 05 00 01 01 00 9D 9A'],
    ['read 8 coils', request(1, 1, 0, 8), '01 01 00 00 00 08 3D CC'],
    ['read 8 inputs of unit 255', request(255, 2, 0, 8), 'FF 02 00 00 00 08 6C 12'],
    ['pulse of 700 ms', request(1, 5, 0x0200, 7), '01 05 02 00 00 07 8D B0'],
    ['relays 1 and 7 on', modbusBits.encode({ unit: 1, function: 1, bits: 0x41 }), '01 01 01 41 91 B8'],
    ['inputs of unit 255', modbusBits.encode({ unit: 255, function: 2, bits: 0x01 }), 'FF 02 01 01 51 A0'],
    ['refusal', modbusException.encode({ unit: 1, function: 0x85, exception: 2 }), '01 85 02 C3 51'],
  ])('%s', (_, frame, hex) => {
    expect(frame).toEqual(bytesOf(hex));
  });

  it('one bit wrong -> not believed', () => {
    expect(modbusBits.decode(bytesOf('01 01 01 40 91 B8'))).toMatchObject({
      ok: false,
      error: { kind: 'checksum' },
    });
  });
});

const unit = 1;
const reply = fc.oneof(
  fc.tuple(word, word).map(([address, value]) => request(unit, 5, address, value)),
  fc
    .tuple(fc.constantFrom(1, 2), byte())
    .map(([code, bits]) => modbusBits.encode({ unit, function: code, bits })),
  byte().map((exception) => modbusException.encode({ unit, function: 0x85, exception })),
);
const question = fc
  .tuple(fc.constantFrom(1, 2, 5), word, word)
  .map(([code, address, value]) => request(unit, code, address, value));
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

describe.each([
  { name: 'answers', shape: modbusReplyShape(unit), frame: reply, good: bytesOf('01 01 01 41 91 B8') },
  {
    name: 'requests',
    shape: modbusRequestShape(unit),
    frame: question,
    good: bytesOf('01 01 00 00 00 08 3D CC'),
  },
])('streams of $name', ({ shape, frame, good }) => {
  it('frames cut anywhere -> all of them', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), cuts, (frames, sizes) => {
        expect(pushInPieces(new FrameScanner(shape), joined(frames), sizes)).toEqual(frames);
      }),
      { numRuns: 2000 },
    );
  });

  it('20,000 random and damaged streams -> no crash, the buffer keeps its bound, the next frame is found', () => {
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
        scanner.abandon();
        if (joined(scanner.push(good)).toString() !== good.toString())
          throw new Error('did not find the next frame');
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);
});

it('the echo of a question is no answer, the answer behind it is', () => {
  const answer = bytesOf('01 01 01 41 91 B8');
  const scanner = new FrameScanner(modbusReplyShape(1));
  expect(scanner.push(joined([bytesOf('01 01 00 00 00 08 3D CC'), answer]))).toEqual([answer]);
});
