import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytes,
  checked,
  codec,
  literal,
  named,
  rest,
  sequence,
  sized,
  sum8,
  uint8,
  uint16be,
  xor8,
} from './codec.ts';

const body = checked(
  xor8,
  sized(uint16be, sequence(named('command', uint8), named('serial', bytes(2)), named('data', rest)), 1),
);
const message = codec(sequence(literal(0xaa, 0x55), body));
const value = { command: 0x20, serial: Uint8Array.of(1, 2), data: Uint8Array.of(9) };
const good = Uint8Array.of(0xaa, 0x55, 0, 5, 0x20, 1, 2, 9, 5 ^ 0x20 ^ 1 ^ 2 ^ 9);

describe('declared codec', () => {
  it('encodes and decodes by one declaration', () => {
    expect(message.encode(value)).toEqual(good);
    expect(message.decode(good)).toEqual({ ok: true, value });
  });

  it('says where a message is wrong, without its content', () => {
    expect(message.decode(good.subarray(0, 1))).toEqual({
      ok: false,
      error: { kind: 'too_short', offset: 1 },
    });
    expect(message.decode(Uint8Array.of(...good, 0))).toMatchObject({ ok: false });
    const flipped = good.slice();
    flipped[6] = 0;
    expect(message.decode(flipped)).toEqual({ ok: false, error: { kind: 'checksum', offset: 8 } });
    expect(codec(literal(1, 2)).decode(Uint8Array.of(1, 3))).toEqual({
      ok: false,
      error: { kind: 'unexpected', offset: 1 },
    });
  });

  it('a value that does not fit -> throws, so that a wrong cell number never becomes another cell', () => {
    expect(() => codec(uint8).encode(256)).toThrow(RangeError);
    expect(() => codec(uint8).encode(-1)).toThrow(RangeError);
    expect(() => codec(bytes(2)).encode(Uint8Array.of(1))).toThrow(RangeError);
  });

  it('sums modulo 256', () => {
    expect(codec(checked(sum8, rest)).encode(Uint8Array.of(0xff, 3))).toEqual(Uint8Array.of(0xff, 3, 2));
  });

  it('round trip for any value', () => {
    fc.assert(
      fc.property(
        fc.record({
          command: fc.integer({ min: 0, max: 255 }),
          serial: fc.uint8Array({ minLength: 2, maxLength: 2 }),
          data: fc.uint8Array({ maxLength: 300 }),
        }),
        (any) => {
          expect(message.decode(message.encode(any))).toEqual({ ok: true, value: any });
        },
      ),
    );
  });

  it('any bytes -> a value or a failure, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (any) => {
        const decoded = message.decode(any);
        if (decoded.ok) expect(message.encode(decoded.value)).toEqual(any);
        const behindStart = message.decode(Uint8Array.of(0xaa, 0x55, ...any));
        expect(typeof behindStart.ok).toBe('boolean');
      }),
      { numRuns: 20_000 },
    );
  });
});
