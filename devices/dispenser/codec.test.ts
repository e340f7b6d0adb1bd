import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameScanner, type FrameShape } from '../codec/index.ts';
import {
  crtBadReply,
  crtGoodReply,
  crtReplyShape,
  crtRequest,
  crtRequestShape,
  longestPacket,
} from './crt-591-codec.ts';
import {
  conditionsByPriority,
  decodeK720Request,
  digitsOf,
  encodeK720Request,
  flagsOf,
  k720Command,
  k720Reply,
  k720ReplyShape,
  k720RequestShape,
} from './k720-codec.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const joined = (frames: readonly Uint8Array[]) => Uint8Array.from(frames.flatMap((frame) => [...frame]));
const none = new Uint8Array(0);

describe('frames of the protocol notes', () => {
  it.each([
    [0x30, 0x33, 'F2 00 00 03 43 30 33 03 B2'],
    [0x31, 0x30, 'F2 00 00 03 43 31 30 03 B0'],
    [0x32, 0x30, 'F2 00 00 03 43 32 30 03 B3'],
    [0x32, 0x32, 'F2 00 00 03 43 32 32 03 B1'],
    [0x32, 0x33, 'F2 00 00 03 43 32 33 03 B0'],
    [0x32, 0x39, 'F2 00 00 03 43 32 39 03 BA'],
  ])('crt-591 %i %i', (command, parameter, hex) => {
    const value = { address: 0, body: { command, parameter, data: none } };
    expect(crtRequest.encode(value)).toEqual(bytesOf(hex));
    expect(crtRequest.decode(bytesOf(hex))).toEqual({ ok: true, value });
  });

  it('crt-591 replies: idle with a full hopper; eject refused for an empty hopper, with N and with E', () => {
    expect(crtGoodReply.decode(bytesOf('F2 00 00 06 50 31 30 30 32 30 03 94'))).toMatchObject({
      ok: true,
      value: { body: { place: 0x30, hopper: 0x32, bin: 0x30 } },
    });
    const refused = { e1: 0x41, e0: 0x30, command: 0x32, parameter: 0x39 };
    expect(crtBadReply.decode(bytesOf('F2 00 00 05 4E 32 39 41 30 03 C0'))).toMatchObject({
      value: { body: { ...refused, head: 0x4e } },
    });
    expect(crtBadReply.decode(bytesOf('F2 00 00 05 45 32 39 41 30 03 CB'))).toMatchObject({
      value: { body: { ...refused, head: 0x45 } },
    });
  });

  it.each([
    ['DC', '02 44 43 03 06'],
    ['CP', '02 43 50 03 12'],
    ['RF', '02 52 46 03 15'],
    ['ST', '02 53 54 03 06'],
    ['FU', '02 46 55 03 12'],
    ['PB', '02 50 42 03 13'],
    ['PC', '02 50 43 03 12'],
  ] as const)('k720 %s', (command, hex) => {
    expect(encodeK720Request(command)).toEqual(bytesOf(hex));
    expect(decodeK720Request(bytesOf(hex))).toBe(command);
  });

  it('k720 replies: hopper empty by RF, ready by PB', () => {
    expect(k720Reply.encode({ kind: ascii('SF'), digits: ascii('008') })).toEqual(
      bytesOf('02 53 46 30 30 38 03 2C'),
    );
    const ready = k720Reply.decode(bytesOf('02 50 42 30 30 31 03 22'));
    const flags = ready.ok ? flagsOf(ready.value.digits) : null;
    expect(flags && Object.entries(flags).filter(([, isSet]) => isSet)).toEqual([['ready', true]]);
  });

  it('every condition of RF stands for the flag at the same place in PB', () => {
    for (const [name, code] of conditionsByPriority) {
      const flags = flagsOf(ascii(code));
      expect(Object.entries(flags).filter(([, isSet]) => isSet)).toEqual([[name, true]]);
    }
  });
});

const byte = fc.integer({ min: 0, max: 255 });
const data = fc.uint8Array({ maxLength: 40 });
const body = fc.record({ command: byte, parameter: byte, data });
const crtRequestFrame = fc.record({ address: byte, body }).map(crtRequest.encode);
const goodReply = fc.record({
  address: byte,
  body: fc.record({ command: byte, parameter: byte, place: byte, hopper: byte, bin: byte, data }),
});
const badReply = fc.record({
  address: byte,
  body: fc.record({
    head: fc.constantFrom(0x4e, 0x45),
    command: byte,
    parameter: byte,
    e1: byte,
    e0: byte,
    data,
  }),
});
const ackOrNak = fc.constantFrom(Uint8Array.of(0x06), Uint8Array.of(0x15));
const crtReplyFrame = fc.oneof(
  goodReply.map(crtGoodReply.encode),
  badReply.map(crtBadReply.encode),
  ackOrNak,
);
const k720ReplyFrame = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom(ascii('PB'), ascii('SF')),
      digits: fc.uint8Array({ minLength: 3, maxLength: 3 }),
    })
    .map(k720Reply.encode),
  ackOrNak,
);
const k720RequestFrame = fc.oneof(
  fc.constantFrom(...Object.values(k720Command)).map(encodeK720Request),
  fc.constant(Uint8Array.of(0x05)),
);

function pushInPieces(scanner: FrameScanner, stream: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let offset = 0;
  for (const size of [...sizes, stream.length]) {
    frames.push(...scanner.push(stream.subarray(offset, offset + size)));
    offset += size;
  }
  return frames;
}

const cuts = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 });

describe('codecs in both directions', () => {
  it('crt-591: what is encoded is decoded to the same, also with 03 and F2 in the data', () => {
    fc.assert(
      fc.property(goodReply, badReply, (good, bad) => {
        expect(crtGoodReply.decode(crtGoodReply.encode(good))).toEqual({ ok: true, value: good });
        expect(crtBadReply.decode(crtBadReply.encode(bad))).toEqual({ ok: true, value: bad });
      }),
    );
  });

  it('k720: flags come back as they were sent', () => {
    const digit = fc.integer({ min: 0x30, max: 0x3f });
    fc.assert(
      fc.property(fc.tuple(digit, digit, digit), (digits) => {
        expect([...digitsOf(flagsOf(Uint8Array.from(digits)))]).toEqual(digits);
      }),
    );
  });
});

const streams: [string, FrameShape, fc.Arbitrary<Uint8Array>, Uint8Array][] = [
  ['crt-591 replies', crtReplyShape, crtReplyFrame, bytesOf('F2 00 00 06 50 31 30 30 32 30 03 94')],
  ['crt-591 requests', crtRequestShape, crtRequestFrame, bytesOf('F2 00 00 03 43 31 30 03 B0')],
  ['k720 replies', k720ReplyShape, k720ReplyFrame, bytesOf('02 50 42 30 30 31 03 22')],
  ['k720 requests', k720RequestShape, k720RequestFrame, bytesOf('02 44 43 03 06')],
];

describe.each(streams)('stream of %s', (_name, shape, frame, good) => {
  it('cut anywhere -> every frame', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 10 }), cuts, (frames, sizes) => {
        expect(pushInPieces(new FrameScanner(shape), joined(frames), sizes)).toEqual(frames);
      }),
      { numRuns: 1000 },
    );
  });

  it('10,000 random and damaged streams -> no crash, a bounded buffer, the next frame is found', () => {
    const stream = fc.oneof(
      fc.uint8Array({ maxLength: 120 }),
      fc
        .tuple(fc.array(frame, { maxLength: 8 }), fc.array(fc.tuple(fc.nat(300), byte), { maxLength: 10 }))
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
        if (scanner.pendingBytes > longestPacket) throw new Error('buffer grows without bound');
        // As the handshake does before it asks again: a half frame is given up.
        scanner.abandon();
        const found = scanner.push(good);
        if (joined(found).toString() !== good.toString()) throw new Error('did not find the next frame');
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);
});
