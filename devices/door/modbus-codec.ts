import crc16modbus from 'crc/calculators/crc16modbus';
import {
  type Checksum,
  checked,
  codec,
  type FrameShape,
  literal,
  lowByteFirst,
  named,
  sequence,
  uint8,
  uint16be,
} from '../codec/index.ts';

/**
 * The part of Modbus RTU that relay boards speak (protocol notes 7): the frame ends with the CRC of
 * all before it, low byte first. Value 0007 at 0200 and above is no standard coil value but a pulse
 * of 700 ms on boards that end it by themselves.
 */

export const modbusFunction = { readCoils: 0x01, readInputs: 0x02, writeCoil: 0x05 } as const;
export const coilValue = { FF00: 0xff00, '0100': 0x0100, off: 0x0000 } as const;
/** Address of relay 1 for pulses, and the length of one step of them. */
export const pulseAddress = 0x0200;
export const pulseStepMs = 100;
/** Boards have 8 relays and up to 8 inputs, which come in one byte. */
export const bitsPerBoard = 8;

const crc: Checksum = (bytes) => crc16modbus(bytes);

/** `value` is the count of bits for a question and the coil's value for a command. */
export const modbusRequest = codec(
  checked(
    crc,
    sequence(
      named('unit', uint8),
      named('function', uint8),
      named('address', uint16be),
      named('value', uint16be),
    ),
    lowByteFirst,
  ),
);

/** The answer to a question: bit 0 is the first relay or input asked for. */
export const modbusBits = codec(
  checked(
    crc,
    sequence(named('unit', uint8), named('function', uint8), literal(0x01), named('bits', uint8)),
    lowByteFirst,
  ),
);

/** A refusal: the function with its highest bit set, and why. */
export const modbusException = codec(
  checked(
    crc,
    sequence(named('unit', uint8), named('function', uint8), named('exception', uint8)),
    lowByteFirst,
  ),
);

export const exceptionBit = 0x80;
const exceptionLength = 5;
const bitsLength = 6;
const longest = 8;

/** Frames of one unit as the host sees them. */
export function modbusReplyShape(unit: number): FrameShape {
  return {
    starts: [Uint8Array.of(unit)],
    maxLength: longest,
    measure(head) {
      const kind = head[1];
      if (kind === undefined) return 'more';
      if (kind === modbusFunction.writeCoil) return longest;
      if (kind & exceptionBit) return exceptionLength;
      if (kind !== modbusFunction.readCoils && kind !== modbusFunction.readInputs) return 'invalid';
      if (head.length < 3) return 'more';
      // The echo of a question has the high byte of an address here.
      return head[2] === 1 ? bitsLength : 'invalid';
    },
    verify: isCrcRight,
  };
}

/** Frames of the host as one unit sees them. */
export function modbusRequestShape(unit: number): FrameShape {
  return { starts: [Uint8Array.of(unit)], maxLength: longest, measure: () => longest, verify: isCrcRight };
}

function isCrcRight(frame: Uint8Array): boolean {
  const told = (frame.at(-2) ?? 0) | ((frame.at(-1) ?? 0) << 8);
  return crc(frame.subarray(0, -2)) === told;
}
