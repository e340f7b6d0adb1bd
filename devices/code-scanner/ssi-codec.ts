import {
  type Checksum,
  checked,
  codec,
  type FrameShape,
  highByteFirst,
  named,
  rest,
  sequence,
  sized,
  uint8,
} from '../codec/index.ts';

/** Two's complement of the sum of all bytes, the length included. */
const negatedSum: Checksum = (bytes) => -bytes.reduce((sum, byte) => sum + byte, 0) & 0xffff;

const packetBody = checked(
  negatedSum,
  sized(
    uint8,
    sequence(named('opcode', uint8), named('source', uint8), named('status', uint8), named('data', rest)),
    1,
  ),
  highByteFirst,
);
/** Simple Serial Interface of Zebra (Symbol): length, opcode, source, status, data, checksum. */
export const ssiPacket = codec(packetBody);

export interface SsiPacket {
  opcode: number;
  source: number;
  status: number;
  data: Uint8Array;
}

const checksumLength = 2;
/** Length, opcode, source, status. */
const headLength = 4;
const fromDecoder = 0;
const fromHost = 4;

function shapeOf(source: number): FrameShape {
  return {
    // No start byte exists: any byte may be a length, and the rest has to agree.
    starts: [new Uint8Array(0)],
    measure(head) {
      const [length = 0, , told] = head;
      if (length < headLength || (told !== undefined && told !== source)) return 'invalid';
      return told === undefined ? 'more' : length + checksumLength;
    },
    verify: (frame) => ssiPacket.decode(frame).ok,
    maxLength: 255 + checksumLength,
  };
}

export const decoderPackets = shapeOf(fromDecoder);
export const hostPackets = shapeOf(fromHost);

export const ssiOpcode = {
  requestRevision: 0xa3,
  replyRevision: 0xa4,
  paramSend: 0xc6,
  ack: 0xd0,
  nak: 0xd1,
  startSession: 0xe4,
  stopSession: 0xe5,
  decodeData: 0xf3,
} as const;

/** Bits of the status byte. */
export const ssiStatus = { retransmit: 0x01, continued: 0x02, permanent: 0x08 } as const;

export const ssiNak = { resend: 0x01, badContext: 0x02, denied: 0x06, cancel: 0x0a } as const;

/** A unit that sleeps loses the first byte it is sent; this one carries nothing. */
const wakeUp = 0x00;

export function encodeHostPacket(opcode: number, ...data: number[]): Uint8Array {
  const packet = ssiPacket.encode({ opcode, source: fromHost, status: 0, data: Uint8Array.from(data) });
  return Uint8Array.of(wakeUp, ...packet);
}

/**
 * For as long as the unit has power: trigger by the host (8A = 8), codes in packets (EE = 1). FF in
 * front: without a beep.
 */
export const hostMode = encodeHostPacket(ssiOpcode.paramSend, 0xff, 0x8a, 0x08, 0xee, 0x01);

/** Code types of the Simple Serial Interface, as AIM identifiers. */
const aimOfCodeType: Partial<Record<number, string>> = {
  1: ']A0',
  2: ']F0',
  3: ']C0',
  6: ']I0',
  10: ']E4',
  11: ']E0',
  15: ']C1',
  17: ']L0',
  27: ']d1',
  28: ']Q1',
  44: ']Q1',
  45: ']z0',
};

/** An AIM identifier, or `SSI 7F` for a type this table does not have. */
export function symbologyOfCodeType(codeType: number): string {
  return aimOfCodeType[codeType] ?? `SSI ${codeType.toString(16).toUpperCase().padStart(2, '0')}`;
}
