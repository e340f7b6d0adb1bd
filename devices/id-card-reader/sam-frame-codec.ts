import { err, ok, type Result } from '../../contract/result.ts';
import {
  bytes,
  checked,
  codec,
  type DecodeFailure,
  type FrameShape,
  literal,
  named,
  rest,
  sequence,
  sized,
  uint8,
  uint16be,
  xor8,
} from '../codec/index.ts';

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
/** Length of a reply with text, photo and two fingerprints, the longest a SAM_V module sends. */
const longestFrame = 2321;
const headLength = 7;

const requestBody = checked(
  xor8,
  sized(uint16be, sequence(named('command', uint8), named('parameter', uint8), named('data', rest)), 1),
);
/**
 * Request to a SAM_V module: preamble, length (command to check byte), command, parameter, data,
 * check byte (exclusive or from the length on).
 */
export const samRequest = codec(sequence(literal(...preamble), requestBody));

const replyBody = checked(
  xor8,
  sized(
    uint16be,
    sequence(named('sw1', uint8), named('sw2', uint8), named('sw3', uint8), named('data', rest)),
    1,
  ),
);
/** Reply of a SAM_V module; `sw3` is the result, `sw1` and `sw2` are the card's own status. */
export const samReply = codec(sequence(literal(...preamble), replyBody));

/** Data of a successful reply to `readTextAndPhoto`. */
export const textAndPhoto = codec(
  sequence(literal(0x01, 0x00, 0x04, 0x00), named('text', bytes(256)), named('photo', bytes(1024))),
);

const allBlocks = codec(
  sequence(
    literal(0x01, 0x00, 0x04, 0x00),
    named('fingerprintLength', uint16be),
    named('text', bytes(256)),
    named('photo', bytes(1024)),
    named('fingerprints', rest),
  ),
);
/** None, one or two records. */
const fingerprintLengths = [0, 512, 1024];

export interface CardBlocks {
  text: Uint8Array;
  photo: Uint8Array;
  /** Empty where the card holds none. */
  fingerprints: Uint8Array;
}

/** Data of a successful reply to `readAll`: 1286, 1798 or 2310 bytes. */
export function decodeAllBlocks(data: Uint8Array): Result<CardBlocks, DecodeFailure> {
  const decoded = allBlocks.decode(data);
  if (!decoded.ok) return decoded;
  const { fingerprintLength, ...blocks } = decoded.value;
  if (!fingerprintLengths.includes(fingerprintLength)) return err({ kind: 'unexpected', offset: 4 });
  return fingerprintLength === blocks.fingerprints.length
    ? ok(blocks)
    : err({ kind: 'too_short', offset: 4 });
}

export function encodeAllBlocks(blocks: CardBlocks): Uint8Array {
  return allBlocks.encode({ ...blocks, fingerprintLength: blocks.fingerprints.length });
}

function shapeOf(shortestLength: number): FrameShape {
  return {
    starts: [Uint8Array.from(preamble)],
    measure(head) {
      const [high, low] = head.subarray(preamble.length, headLength);
      if (high === undefined || low === undefined) return 'more';
      const length = high * 256 + low;
      return length < shortestLength ? 'invalid' : headLength + length;
    },
    verify: (frame) => xor8(frame.subarray(preamble.length)) === 0,
    maxLength: longestFrame,
  };
}

/** Length of the frame that begins here; null where none does. */
export function samFrameLength(head: Uint8Array): number | null {
  if (!preamble.every((byte, index) => byte === head[index])) return null;
  const length = samReplyShape.measure(head);
  return typeof length === 'number' && length <= longestFrame ? length : null;
}

export const samRequestShape = shapeOf(3);
export const samReplyShape = shapeOf(4);

const noData = new Uint8Array(0);
const command = (code: number, parameter: number) =>
  samRequest.encode({ command: code, parameter, data: noData });

export const samCommands = {
  readStatus: command(0x11, 0xff),
  readSamId: command(0x12, 0xff),
  findCard: command(0x20, 0x01),
  selectCard: command(0x20, 0x02),
  readTextAndPhoto: command(0x30, 0x01),
  readAppendedAddress: command(0x30, 0x03),
  readAll: command(0x30, 0x10),
} as const;

/** Result codes (SW3) that go over the line. */
export const samResult = {
  success: 0x90,
  notOnCard: 0x91,
  cardFound: 0x9f,
  requestChecksumWrong: 0x10,
  requestLengthWrong: 0x11,
  commandUnknown: 0x21,
  notPermitted: 0x23,
  unrecognisedError: 0x24,
  cardRefusedSam: 0x31,
  samRefusedCard: 0x32,
  verificationFailed: 0x33,
  noCardFoundBefore: 0x34,
  fingerprintVerificationFailed: 0x37,
  lengthError: 0x3f,
  cardTypeUnknown: 0x40,
  readFailed: 0x41,
  randomFailed: 0x47,
  selfTestFailed: 0x60,
  notAuthorised: 0x66,
  noCard: 0x80,
  selectFailed: 0x81,
} as const;

/** `05.03-20170315-0001234567-1234567890`: the module's number as printed on its label. */
export function formatSamId(data: Uint8Array): string | null {
  if (data.length !== 16) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const digits = (value: number, width: number) => String(value).padStart(width, '0');
  return [
    `${digits(view.getUint16(0, true), 2)}.${digits(view.getUint16(2, true), 2)}`,
    digits(view.getUint32(4, true), 8),
    digits(view.getUint32(8, true), 10),
    digits(view.getUint32(12, true), 10),
  ].join('-');
}
