import {
  checked,
  codec,
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

/**
 * Creator CRT-571 and CRT-591 (protocol notes 6.1): 8N1, `F2 ADDR LENH LENL … 03 BCC`, the length
 * counts what stands between it and the 03, BCC is the XOR of all before it.
 */

const start = 0xf2;
const end = 0x03;
/** One byte each, outside of frames. */
export const handshakeByte = { ack: 0x06, nak: 0x15, eot: 0x04 } as const;
const replyHead = { good: 0x50, bad: 0x4e, badByOtherSource: 0x45 } as const;
const commandHead = 0x43;

/** Command and parameter; what they do stands in the notes. */
export const crtCommand = {
  initialiseLeavingItem: [0x30, 0x33],
  readStatus: [0x31, 0x30],
  toGate: [0x32, 0x30],
  toInside: [0x32, 0x32],
  toBin: [0x32, 0x33],
  eject: [0x32, 0x39],
  readBinCounter: [0xa5, 0x30],
  setBinCounter: [0xa5, 0x31],
} as const;
export type CrtCommand = (typeof crtCommand)[keyof typeof crtCommand];

const commandBody = sequence(
  literal(commandHead),
  named('command', uint8),
  named('parameter', uint8),
  named('data', rest),
);
const sizedCommandBody = sized(uint16be, commandBody);
const commandParts = sequence(
  literal(start),
  named('address', uint8),
  named('body', sizedCommandBody),
  literal(end),
);
export const crtRequest = codec(checked(xor8, commandParts));

const goodBody = sequence(
  literal(replyHead.good),
  named('command', uint8),
  named('parameter', uint8),
  named('place', uint8),
  named('hopper', uint8),
  named('bin', uint8),
  named('data', rest),
);
const sizedGoodBody = sized(uint16be, goodBody);
const goodParts = sequence(
  literal(start),
  named('address', uint8),
  named('body', sizedGoodBody),
  literal(end),
);
/** The unit did it; `place`, `hopper` and `bin` are the bytes st0, st1 and st2. */
export const crtGoodReply = codec(checked(xor8, goodParts));

const badBody = sequence(
  named('head', uint8),
  named('command', uint8),
  named('parameter', uint8),
  named('e1', uint8),
  named('e0', uint8),
  named('data', rest),
);
const sizedBadBody = sized(uint16be, badBody);
const badParts = sequence(literal(start), named('address', uint8), named('body', sizedBadBody), literal(end));
/** The unit refused or failed. Sources disagree on the head: `N` in the manual, `E` in a driver. */
export const crtBadReply = codec(checked(xor8, badParts));

export const itemPlace = { none: 0x30, gate: 0x31, inside: 0x32 } as const;
export const hopperLevel = { empty: 0x30, few: 0x31, enough: 0x32 } as const;
export const binLevel = { ok: 0x30, full: 0x31 } as const;

/** The manual allows no longer packet. */
export const longestPacket = 1024;
/** F2, address, two bytes of length; 03 and BCC. */
const framing = 6;

function shapeOf(heads: readonly number[], shortestBody: number): Pick<FrameShape, 'measure' | 'verify'> {
  return {
    measure(head) {
      if (head[0] !== start) return 1;
      if (head.length < 5) return 'more';
      const bodyLength = (head[2] ?? 0) * 256 + (head[3] ?? 0);
      const isPossible = bodyLength >= shortestBody && heads.includes(head[4] ?? 0);
      return isPossible ? bodyLength + framing : 'invalid';
    },
    // Data may hold 03: the place of the end follows from the length alone.
    verify: (frame) => frame[0] !== start || (frame.at(-2) === end && xor8(frame) === 0),
  };
}

const startsWith = (bytes: readonly number[]) => bytes.map((byte) => Uint8Array.of(byte));

/** What the host hears: single bytes of the handshake, and replies. */
export const crtReplyShape: FrameShape = {
  starts: startsWith([start, handshakeByte.ack, handshakeByte.nak]),
  maxLength: longestPacket,
  ...shapeOf([replyHead.good, replyHead.bad, replyHead.badByOtherSource], 5),
};

/** What the unit hears. */
export const crtRequestShape: FrameShape = {
  starts: startsWith([start, handshakeByte.ack, handshakeByte.eot]),
  maxLength: longestPacket,
  ...shapeOf([commandHead], 3),
};

export function isBadHead(head: number): boolean {
  return head === replyHead.bad || head === replyHead.badByOtherSource;
}

export const badHead = { N: replyHead.bad, E: replyHead.badByOtherSource } as const;

/** Three decimal digits in ASCII; null for anything else. */
export function readDigits(data: Uint8Array): number | null {
  const text = String.fromCharCode(...data);
  return /^\d{3}$/.test(text) ? Number(text) : null;
}

export function writeDigits(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 999)
    throw new RangeError(`${value} has no three digits`);
  return Uint8Array.from(String(value).padStart(3, '0'), (digit) => digit.charCodeAt(0));
}
