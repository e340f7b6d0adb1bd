import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameScanner } from '../codec/index.ts';
import {
  boardReport,
  contactOf,
  contactsOf,
  doorOf,
  groupsOf,
  lockReport,
  openRequest,
  readRequest,
  replyShape,
  requestShape,
} from './board-8a-codec.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
const byte = (min = 0, max = 255) => fc.integer({ min, max });

describe('frames seen on boards', () => {
  it.each([
    ['open 1/1', openRequest.encode({ board: 1, lock: 1 }), '8A 01 01 11 9B'],
    ['open 1/2', openRequest.encode({ board: 1, lock: 2 }), '8A 01 02 11 98'],
    ['open 1/12', openRequest.encode({ board: 1, lock: 12 }), '8A 01 0C 11 96'],
    ['read 1/1', readRequest.encode({ board: 1, lock: 1 }), '80 01 01 33 B3'],
    ['read all of 1', readRequest.encode({ board: 1, lock: 0 }), '80 01 00 33 B2'],
    ['read all of 2', readRequest.encode({ board: 2, lock: 0 }), '80 02 00 33 B1'],
  ])('%s', (_, frame, hex) => {
    expect(frame).toEqual(bytesOf(hex));
  });

  it.each([
    ['8A 01 01 00 8A', { kind: 0x8a, board: 1, lock: 1, contact: 0x00 }],
    ['80 01 01 00 80', { kind: 0x80, board: 1, lock: 1, contact: 0x00 }],
    ['80 01 01 11 91', { kind: 0x80, board: 1, lock: 1, contact: 0x11 }],
    ['81 01 01 00 81', { kind: 0x81, board: 1, lock: 1, contact: 0x00 }],
    ['81 01 01 11 90', { kind: 0x81, board: 1, lock: 1, contact: 0x11 }],
  ])('%s', (hex, value) => {
    expect(lockReport.decode(bytesOf(hex))).toEqual({ ok: true, value });
  });

  it('a board’s report counts its locks from the last group to the first', () => {
    const report = boardReport.decode(bytesOf('80 01 01 01 01 33 B3'));
    const contacts = report.ok ? contactsOf(report.value.groups) : [];
    const shorted = contacts.flatMap((value, index) => (value === 0x11 ? [index + 1] : []));
    expect(shorted).toEqual([1, 9, 17]);
  });

  it('the wiring decides what a contact means; a value no board sends means nothing', () => {
    expect(doorOf(0x00, 'shorted_when_locked')).toBe('open');
    expect(doorOf(0x11, 'shorted_when_locked')).toBe('closed');
    expect(doorOf(0x00, 'shorted_when_open')).toBe('closed');
    expect(doorOf(0x11, 'shorted_when_open')).toBe('open');
    expect(doorOf(0x22, 'shorted_when_open')).toBeNull();
    expect(contactOf('open', 'shorted_when_locked')).toBe(0x00);
  });
});

const lockFrame = fc
  .tuple(fc.constantFrom(0x80, 0x8a, 0x81, 0x82), byte(1, 99), byte(1, 24), fc.constantFrom(0x00, 0x11))
  .map(([kind, board, lock, contact]) => lockReport.encode({ kind, board, lock, contact }));
const boardFrame = fc
  .tuple(byte(1, 99), fc.array(fc.constantFrom(0x00, 0x11), { minLength: 24, maxLength: 24 }))
  .map(([board, contacts]) => boardReport.encode({ board, groups: groupsOf(contacts) }));
const otherLockFrame = lockFrame.filter((frame) => frame[0] !== 0x80);

function pushInPieces(scanner: FrameScanner, stream: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let offset = 0;
  for (const size of [...sizes, stream.length]) {
    frames.push(...scanner.push(stream.subarray(offset, offset + size)));
    offset += size;
  }
  return frames;
}

const cuts = fc.array(byte(0, 9), { maxLength: 20 });
const joined = (frames: readonly Uint8Array[]) => Uint8Array.from(frames.flatMap((frame) => [...frame]));

describe('streams of the bus', () => {
  it('every contact of a board comes back as it was sent', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0x00, 0x11), { minLength: 24, maxLength: 24 }), (contacts) => {
        expect(contactsOf(groupsOf(contacts))).toEqual(contacts);
      }),
    );
  });

  it('reports of one lock, cut anywhere -> all of them', () => {
    fc.assert(
      fc.property(fc.array(lockFrame, { maxLength: 12 }), cuts, (frames, sizes) => {
        const scanner = new FrameScanner(replyShape({ wholeBoard: false }));
        expect(pushInPieces(scanner, joined(frames), sizes)).toEqual(frames);
      }),
      { numRuns: 2000 },
    );
  });

  it('a report of the whole board, whatever its doors, is never taken for one of a single lock', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(boardFrame, otherLockFrame), { maxLength: 8 }), cuts, (frames, sizes) => {
        const scanner = new FrameScanner(replyShape({ wholeBoard: true }));
        expect(pushInPieces(scanner, joined(frames), sizes)).toEqual(frames);
      }),
      { numRuns: 2000 },
    );
  });

  it('the echo of the question for the whole board -> dropped, the answer behind it is read', () => {
    const answer = bytesOf('80 01 01 01 01 33 B3');
    const scanner = new FrameScanner(replyShape({ wholeBoard: true }));
    expect(scanner.push(joined([bytesOf('80 01 00 33 B2'), answer]))).toEqual([answer]);
  });

  it('20,000 random and damaged streams -> no crash, at most 7 bytes kept, the next report is found', () => {
    const stream = fc.oneof(
      fc.uint8Array({ maxLength: 120 }),
      fc
        .tuple(
          fc.array(fc.oneof(lockFrame, boardFrame), { maxLength: 10 }),
          fc.array(fc.tuple(fc.nat(200), byte())),
        )
        .map(([frames, changes]) => {
          const bytes = joined(frames);
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          return bytes;
        }),
    );
    const shapes = [requestShape, replyShape({ wholeBoard: false }), replyShape({ wholeBoard: true })];
    const good = [bytesOf('8A 01 01 11 9B'), bytesOf('8A 01 01 00 8A'), bytesOf('80 01 01 01 01 33 B3')];
    fc.assert(
      fc.property(stream, cuts, fc.nat(2), (bytes, sizes, which) => {
        const shape = shapes[which] ?? requestShape;
        const next = good[which] ?? new Uint8Array(0);
        const scanner = new FrameScanner(shape);
        pushInPieces(scanner, bytes, sizes);
        if (scanner.pendingBytes > 7) throw new Error('buffer grows without bound');
        // As the exchange does before it asks again: a half frame is given up.
        scanner.abandon();
        const found = scanner.push(next);
        if (joined(found).toString() !== next.toString()) throw new Error('did not find the next frame');
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);
});
