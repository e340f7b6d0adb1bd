import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandDecoder, type DecodedPiece, largestPendingBytes } from './command-decoder.ts';
import { concatenate, encodeCommand, encodeCommands, type PrinterCommand } from './commands.ts';
import { encodeReply, type PrinterReply, ReplyScanner } from './replies.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
const byte = (min = 0, max = 255) => fc.integer({ min, max });

const raster = fc
  .tuple(byte(1, 72), byte(1, 40))
  .chain(([widthBytes, heightDots]) =>
    fc
      .uint8Array({ minLength: widthBytes * heightDots, maxLength: widthBytes * heightDots })
      .map((data) => ({ widthBytes, heightDots, data })),
  );
const processId = fc.string({ unit: fc.constantFrom(...'0189AZaz~ !'), minLength: 4, maxLength: 4 });

const anyCommand: fc.Arbitrary<PrinterCommand> = fc.oneof(
  fc.constantFrom<PrinterCommand>(
    { name: 'initialize' },
    { name: 'chinese_on' },
    { name: 'chinese_off' },
    { name: 'line_feed' },
    { name: 'qr_print' },
  ),
  byte().map((dots): PrinterCommand => ({ name: 'set_line_spacing', dots })),
  fc.boolean().map((on): PrinterCommand => ({ name: 'set_bold', on })),
  fc.constantFrom('left', 'center', 'right').map((align): PrinterCommand => ({ name: 'set_align', align })),
  byte(0, 0x77).map((factors): PrinterCommand => ({ name: 'set_size', factors })),
  byte().map((lines): PrinterCommand => ({ name: 'feed_lines', lines })),
  byte().map((dots): PrinterCommand => ({ name: 'feed_and_cut', dots })),
  fc
    .tuple(byte(0, 3), raster)
    .map(([scale, image]): PrinterCommand => ({ name: 'print_raster', scale, image })),
  byte(1, 16).map((dots): PrinterCommand => ({ name: 'qr_module_size', dots })),
  fc.constantFrom('L', 'M', 'Q', 'H').map((level): PrinterCommand => ({ name: 'qr_error_level', level })),
  fc.uint8Array({ minLength: 1, maxLength: 900 }).map((data): PrinterCommand => ({ name: 'qr_store', data })),
  byte(0x31, 0x33).map((model): PrinterCommand => ({ name: 'qr_model', model, reserved: 0 })),
  processId.map((id): PrinterCommand => ({ name: 'request_process_id', processId: id })),
  byte(0, 65_535).map((counter): PrinterCommand => ({ name: 'request_counter', counter })),
  byte().map((mask): PrinterCommand => ({ name: 'set_automatic_status', mask })),
  fc.constantFrom(1, 2, 3, 4).map((part): PrinterCommand => ({ name: 'request_status', part })),
  fc
    .constantFrom('restart_line', 'clear_buffers')
    .map((manner): PrinterCommand => ({ name: 'recover', manner })),
);

const anyPiece: fc.Arbitrary<DecodedPiece> = fc.oneof(
  { weight: 3, arbitrary: anyCommand },
  {
    weight: 1,
    arbitrary: fc
      .array(byte(0x20), { minLength: 1, maxLength: 60 })
      .map((text): DecodedPiece => ({ name: 'text', bytes: Uint8Array.from(text) })),
  },
);

const encodePiece = (piece: DecodedPiece) => (piece.name === 'text' ? piece.bytes : encodeCommand(piece));

/** Text comes in as many pieces as the stream was cut into. */
function joinTexts(pieces: readonly DecodedPiece[]): DecodedPiece[] {
  const joined: DecodedPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.name === 'text' && last?.name === 'text') last.bytes = concatenate([last.bytes, piece.bytes]);
    else joined.push(piece.name === 'text' ? { ...piece } : piece);
  }
  return joined;
}

function cutInto(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(offset, offset + size));
    offset += size;
  }
  return [...pieces, bytes.subarray(offset)];
}

const cuts = fc.array(byte(0, 40), { maxLength: 30 });
const damage = fc.array(fc.tuple(fc.nat(4000), byte()), { maxLength: 6 });

function damaged(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const result = bytes.slice();
  for (const [at, value] of changes) if (result.length > 0) result[at % result.length] = value;
  return result;
}

describe('ESC/POS commands', () => {
  it('reads the two complete examples of the protocol notes', () => {
    const receipt = bytesOf('1B 40 1C 26 1B 61 01 1D 21 11 CA D5 BE DD 0A 1D 21 00 1C 2E 1D 56 42 00');
    expect(new CommandDecoder().push(receipt)).toEqual([
      { name: 'initialize' },
      { name: 'chinese_on' },
      { name: 'set_align', align: 'center' },
      { name: 'set_size', factors: 0x11 },
      { name: 'text', bytes: bytesOf('CA D5 BE DD') },
      { name: 'line_feed' },
      { name: 'set_size', factors: 0 },
      { name: 'chinese_off' },
      { name: 'feed_and_cut', dots: 0 },
    ]);
    const box = bytesOf('1D 76 30 00 01 00 08 00 FF 81 81 81 81 81 81 FF');
    expect(new CommandDecoder().push(box)).toEqual([
      {
        name: 'print_raster',
        scale: 0,
        image: { widthBytes: 1, heightDots: 8, data: bytesOf('FF 81 81 81 81 81 81 FF') },
      },
    ]);
  });

  it.each<[string, PrinterCommand, string]>([
    ['QR model 2', { name: 'qr_model', model: 0x32, reserved: 0 }, '1D 28 6B 04 00 31 41 32 00'],
    ['QR module size 6', { name: 'qr_module_size', dots: 6 }, '1D 28 6B 03 00 31 43 06'],
    ['QR error level M', { name: 'qr_error_level', level: 'M' }, '1D 28 6B 03 00 31 45 31'],
    [
      'QR data HELLO',
      { name: 'qr_store', data: bytesOf('48 45 4C 4C 4F') },
      '1D 28 6B 08 00 31 50 30 48 45 4C 4C 4F',
    ],
    ['QR print', { name: 'qr_print' }, '1D 28 6B 03 00 31 51 30'],
    ['process id', { name: 'request_process_id', processId: '0001' }, '1D 28 48 06 00 30 30 30 30 30 31'],
    ['cut counter', { name: 'request_counter', counter: 178 }, '1D 67 32 00 B2 00'],
    ['automatic status on', { name: 'set_automatic_status', mask: 15 }, '1D 61 0F'],
    ['status of the paper', { name: 'request_status', part: 4 }, '10 04 04'],
    ['restart at the failed line', { name: 'recover', manner: 'restart_line' }, '10 05 01'],
  ])('%s is written as the manuals print it', (_, command, hex) => {
    expect(encodeCommand(command)).toEqual(bytesOf(hex));
  });

  it('a value outside its range is a bug of the caller, not a damaged slip', () => {
    expect(() => encodeCommand({ name: 'qr_module_size', dots: 17 })).toThrow(RangeError);
    expect(() => encodeCommand({ name: 'request_process_id', processId: '会员号一' })).toThrow(RangeError);
  });

  it('any pieces, cut anywhere -> the same pieces come out', () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 20 }), cuts, (pieces, sizes) => {
        const decoder = new CommandDecoder();
        const read = cutInto(concatenate(pieces.map(encodePiece)), sizes).flatMap((part) =>
          decoder.push(part),
        );
        expect(joinTexts(read)).toEqual(joinTexts(pieces));
        expect(decoder.pendingBytes).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('20,000 random and damaged streams -> no crash, no growing buffer, and the next slip is read', () => {
    const next = encodeCommands([{ name: 'initialize' }, { name: 'feed_and_cut', dots: 0 }]);
    const junk = fc.uint8Array({ maxLength: 300 });
    const slip = fc
      .tuple(fc.array(anyPiece, { maxLength: 6 }), damage)
      .map(([pieces, changes]) => damaged(concatenate(pieces.map(encodePiece)), changes));
    // What a damaged length may still swallow is filled up with NUL, as the driver does after a loss.
    const filler = new Uint8Array(512);
    let healed = 0;
    fc.assert(
      fc.property(fc.oneof(junk, slip), cuts, (stream, sizes) => {
        const decoder = new CommandDecoder();
        for (const part of cutInto(stream, sizes)) {
          decoder.push(part);
          if (decoder.pendingBytes > largestPendingBytes) throw new Error('buffer grows without bound');
        }
        while (decoder.pendingBytes > 0) decoder.push(filler);
        const names = decoder.push(next).map(({ name }) => name);
        if (names.at(-1) !== 'feed_and_cut' || names.at(-2) !== 'initialize') throw new Error('did not heal');
        healed += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(healed).toBeGreaterThanOrEqual(20_000);
  }, 60_000);
});

const statusByte = byte().map((value) => (value & 0x6c) | 0x12);
const tail = byte().map((value) => value & 0x6f);
const anyReply: fc.Arbitrary<PrinterReply> = fc.oneof(
  statusByte.map((value): PrinterReply => ({ kind: 'status', byte: value })),
  fc
    .tuple(
      byte().map((value) => (value & 0x6c) | 0x10),
      tail,
      tail,
      tail,
    )
    .map((bytes): PrinterReply => ({ kind: 'automatic_status', bytes })),
  processId.map((id): PrinterReply => ({ kind: 'process_id', processId: id })),
  byte(0, 999_999_999).map((value): PrinterReply => ({ kind: 'counter', value })),
);

describe('replies of the unit', () => {
  it('all kinds interleaved and cut anywhere -> each is told from the others', () => {
    fc.assert(
      fc.property(fc.array(anyReply, { maxLength: 30 }), cuts, (replies, sizes) => {
        const scanner = new ReplyScanner();
        const stream = concatenate(replies.map(encodeReply));
        expect(cutInto(stream, sizes).flatMap((part) => scanner.push(part))).toEqual(replies);
      }),
      { numRuns: 5000 },
    );
  });

  it('a status byte in the middle of an automatic status -> both are read', () => {
    expect(new ReplyScanner().push(bytesOf('18 00 12 0F 00'))).toEqual([
      { kind: 'status', byte: 0x12 },
      { kind: 'automatic_status', bytes: [0x18, 0x00, 0x0f, 0x00] },
    ]);
  });

  it('20,000 random and damaged streams -> no crash, at most 16 bytes kept, good replies are found again', () => {
    const good = concatenate([
      encodeReply({ kind: 'process_id', processId: '0042' }),
      encodeReply({ kind: 'counter', value: 7 }),
    ]);
    const stream = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(fc.array(anyReply, { maxLength: 12 }), damage)
        .map(([replies, changes]) => damaged(concatenate(replies.map(encodeReply)), changes)),
    );
    fc.assert(
      fc.property(stream, cuts, (bytes, sizes) => {
        const scanner = new ReplyScanner();
        for (const part of cutInto(bytes, sizes)) {
          scanner.push(part);
          if (scanner.pendingBytes > 16) throw new Error('buffer grows without bound');
        }
        // A healthy byte ends whatever the damage left open.
        scanner.push(Uint8Array.of(0x12));
        const found = scanner.push(good).map(({ kind }) => kind);
        if (!found.includes('process_id') || !found.includes('counter')) throw new Error('did not heal');
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);
});
