import {
  bytes,
  checked,
  codec,
  type FrameShape,
  literal,
  named,
  sequence,
  uint8,
  xor8,
} from '../codec/index.ts';

/**
 * K720 and CD-720M (protocol notes 6.2): 9600 8N1, `02 C1 C2 03 BCC`. The unit acknowledges with 06
 * and acts or answers only after the host has sent 05.
 */

const start = 0x02;
const end = 0x03;
export const k720Byte = { ack: 0x06, nak: 0x15, enquiry: 0x05 } as const;

export const k720Command = {
  dispense: 'DC',
  callBack: 'CP',
  throwOut: 'FU',
  reset: 'ST',
  readFlags: 'PB',
  clearFlags: 'PC',
  readCondition: 'RF',
} as const;
export type K720Command = (typeof k720Command)[keyof typeof k720Command];

const requestParts = sequence(literal(start), named('first', uint8), named('second', uint8), literal(end));
const requestCodec = codec(checked(xor8, requestParts));

export function encodeK720Request(command: K720Command): Uint8Array {
  return requestCodec.encode({ first: command.charCodeAt(0), second: command.charCodeAt(1) });
}

/** The two letters; null where the bytes are no request. */
export function decodeK720Request(frame: Uint8Array): string | null {
  const request = requestCodec.decode(frame);
  return request.ok ? String.fromCharCode(request.value.first, request.value.second) : null;
}

const replyParts = sequence(literal(start), named('kind', bytes(2)), named('digits', bytes(3)), literal(end));
export const k720Reply = codec(checked(xor8, replyParts));
/** `PB` answers with its own letters, `RF` with `SF`. */
export const k720ReplyKind = { flags: 'PB', condition: 'SF' } as const;

/** The low nibbles of the three digits. */
export interface K720Flags {
  binFull: boolean;
  failed: boolean;
  callingBack: boolean;
  dispensing: boolean;
  hopperLow: boolean;
  jammed: boolean;
  /** Held until cleared. */
  calledBack: boolean;
  /** Held until cleared. */
  takenAway: boolean;
  ready: boolean;
  atReading: boolean;
  atTaken: boolean;
  hopperEmpty: boolean;
}

const layout: readonly (readonly (keyof K720Flags)[])[] = [
  ['binFull', 'failed', 'callingBack', 'dispensing'],
  ['hopperLow', 'jammed', 'calledBack', 'takenAway'],
  ['ready', 'atReading', 'atTaken', 'hopperEmpty'],
];

export function flagsOf(digits: Uint8Array): K720Flags {
  const isSet = (name: keyof K720Flags) =>
    layout.some((names, index) => {
      const bit = names.indexOf(name);
      return bit >= 0 && (((digits[index] ?? 0) >> bit) & 1) === 1;
    });
  return {
    binFull: isSet('binFull'),
    failed: isSet('failed'),
    callingBack: isSet('callingBack'),
    dispensing: isSet('dispensing'),
    hopperLow: isSet('hopperLow'),
    jammed: isSet('jammed'),
    calledBack: isSet('calledBack'),
    takenAway: isSet('takenAway'),
    ready: isSet('ready'),
    atReading: isSet('atReading'),
    atTaken: isSet('atTaken'),
    hopperEmpty: isSet('hopperEmpty'),
  };
}

/** High nibble 3, as seen in every reply: `:` to `?` stand for 10 to 15. */
export function digitsOf(flags: K720Flags): Uint8Array {
  return Uint8Array.from(layout, (names) =>
    names.reduce((digit, name, bit) => digit | (flags[name] ? 1 << bit : 0), 0x30),
  );
}

/** `RF` tells only the condition that comes first in this list. */
export const conditionsByPriority = [
  ['failed', '200'],
  ['jammed', '020'],
  ['binFull', '100'],
  ['dispensing', '800'],
  ['callingBack', '400'],
  ['atTaken', '004'],
  ['atReading', '002'],
  ['hopperEmpty', '008'],
  ['hopperLow', '010'],
] as const satisfies readonly (readonly [keyof K720Flags, string])[];
export const idleCondition = { ready: '000', notReady: '001' } as const;

function measureOf(length: number): FrameShape['measure'] {
  return (head) => {
    if (head[0] !== start) return 1;
    if (head.length < length) return 'more';
    return head[length - 2] === end ? length : 'invalid';
  };
}

const verify: FrameShape['verify'] = (frame) => frame[0] !== start || xor8(frame) === 0;
const startsWith = (starts: readonly number[]) => starts.map((byte) => Uint8Array.of(byte));

/** What the host hears. */
export const k720ReplyShape: FrameShape = {
  starts: startsWith([start, k720Byte.ack, k720Byte.nak]),
  maxLength: 8,
  measure: measureOf(8),
  verify,
};

/** What the unit hears. */
export const k720RequestShape: FrameShape = {
  starts: startsWith([start, k720Byte.enquiry]),
  maxLength: 5,
  measure: measureOf(5),
  verify,
};
