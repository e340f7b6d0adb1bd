import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xor8 } from './codec.ts';
import { FrameScanner } from './frame-scanner.ts';

const maxLength = 40;
const makeScanner = () =>
  new FrameScanner({
    starts: [Uint8Array.of(0xaa, 0x96)],
    measure: (head) => (head[2] === undefined ? 'more' : head[2] < 4 ? 'invalid' : head[2]),
    verify: (frame) => xor8(frame) === 0,
    maxLength,
  });

function frameOf(data: Uint8Array): Uint8Array {
  const open = Uint8Array.of(0xaa, 0x96, data.length + 4, ...data);
  return Uint8Array.of(...open, xor8(open));
}
const first = frameOf(Uint8Array.of(1, 2, 3));
const second = frameOf(Uint8Array.of(0xaa, 0x96));

describe('frame scanner', () => {
  it('joins pieces and parts what came in one piece', () => {
    const scanner = makeScanner();
    expect(scanner.push(first.subarray(0, 1))).toEqual([]);
    expect(scanner.push(Uint8Array.of(...first.subarray(1), ...second))).toEqual([first, second]);
    expect(scanner.pendingBytes).toBe(0);
  });

  it('a broken frame swallowed the good one behind it -> the good one is found all the same', () => {
    const scanner = makeScanner();
    const half = frameOf(new Uint8Array(11)).subarray(0, 8);
    expect(scanner.push(Uint8Array.of(...half, ...first))).toEqual([first]);
    expect(scanner.damagedCount).toBe(1);
  });

  it('half a long frame and then a short one -> the short one comes out when the long one is given up', () => {
    const scanner = makeScanner();
    expect(scanner.push(Uint8Array.of(...frameOf(new Uint8Array(30)).subarray(0, 8), ...first))).toEqual([]);
    expect(scanner.abandon()).toEqual([first]);
    expect(scanner.pendingBytes).toBe(0);
  });

  it('any noise in any pieces -> bounded buffer, no crash, and the next good frame is found', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 120 }),
      fc
        .array(fc.constantFrom(0xaa, 0x96, 0, 4, 39, 40, 41, 255), { maxLength: 120 })
        .map((all) => Uint8Array.from(all)),
      fc
        .tuple(fc.uint8Array({ maxLength: 30 }), fc.nat({ max: 33 }), fc.nat({ max: 255 }))
        .map(([data, at, byte]) => frameOf(data).with(at % (data.length + 4), byte)),
    );
    fc.assert(
      fc.property(noise, fc.integer({ min: 1, max: 50 }), (bytes, piece) => {
        const scanner = makeScanner();
        for (let at = 0; at < bytes.length; at += piece) {
          scanner.push(bytes.subarray(at, at + piece));
          expect(scanner.pendingBytes).toBeLessThan(maxLength);
        }
        scanner.abandon();
        expect(scanner.push(first)).toEqual([first]);
      }),
      { numRuns: 20_000 },
    );
  });
});
