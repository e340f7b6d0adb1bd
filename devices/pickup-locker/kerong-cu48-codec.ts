import {
  bytes,
  checked,
  codec,
  type FrameShape,
  literal,
  named,
  sequence,
  sized,
  sum8,
  uint8,
} from '../codec/index.ts';

/**
 * KERONG CU48 (protocol notes 5.3): 19200 8N1, 48 locks a board that count from 0 on the wire, last
 * byte the low byte of the sum of all before it. No sensors for what lies in a cell.
 */

export const command = { status: 0x60, unlock: 0x61, reply: 0x75 } as const;

export const cu48Request = codec(
  checked(
    sum8,
    sequence(
      literal(0x02),
      named('board', uint8),
      named('lock', uint8),
      named('command', uint8),
      literal(0x03),
    ),
  ),
);

const hooks = sized(uint8, bytes(6));

/** The answer to a question: lock 1 is bit 0 of the first byte. */
export const cu48Status = codec(
  checked(
    sum8,
    sequence(literal(0x02), named('board', uint8), literal(0x00, command.reply), named('hooks', hooks)),
  ),
);

/** The answer to an opening: the command was taken, no word of the lock. */
export const cu48Taken = codec(
  checked(
    sum8,
    sequence(literal(0x02), named('board', uint8), named('lock', uint8), literal(command.reply, 0x00)),
  ),
);

const shortLength = 6;
const statusLength = 12;

/** Frames on the bus: the host sees echoes of its own among them, a board what others answer. */
export const cu48Shape: FrameShape = {
  starts: [Uint8Array.of(0x02)],
  maxLength: statusLength,
  measure(head) {
    if (head.length < 5) return 'more';
    const kind = head[3];
    const fifth = head[4];
    if (kind === command.reply) return fifth === 6 ? statusLength : fifth === 0 ? shortLength : 'invalid';
    const isRequest = (kind === command.status || kind === command.unlock) && fifth === 0x03;
    return isRequest ? shortLength : 'invalid';
  },
  verify: (frame) => sum8(frame.subarray(0, -1)) === frame.at(-1),
};
