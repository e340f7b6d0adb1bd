import {
  bytes,
  checked,
  codec,
  type FrameShape,
  literal,
  named,
  type Part,
  sequence,
  sum8,
  uint8,
} from '../codec/index.ts';

/**
 * KERONG CU16 and NCU16L (protocol notes 5.2): 19200 8N1 as delivered, up to 16 locks a board, last
 * byte the low byte of the sum of all before it. A board's address and a lock count from 0 on the
 * wire and share one byte.
 */

interface Place {
  board: number;
  /** 0 to 15. */
  lock: number;
}

const place: Part<Place> = {
  write(output, { board, lock }) {
    if (board > 15 || lock > 15) throw new RangeError(`no lock ${lock} on board ${board}`);
    uint8.write(output, (board << 4) | lock);
  },
  read(input) {
    const result = uint8.read(input);
    return result.ok ? { ok: true, value: { board: result.value >> 4, lock: result.value & 15 } } : result;
  },
};

export const command = { status: 0x30, unlock: 0x31, statusReply: 0x35 } as const;

export const cu16Request = codec(
  checked(sum8, sequence(literal(0x02), named('place', place), named('command', uint8), literal(0x03))),
);

/** `hooks` and `items`: locks 1 to 8, then 9 to 16, bit 0 first; a set item bit is an interrupted beam. */
export const cu16Status = codec(
  checked(
    sum8,
    sequence(
      literal(0x02),
      named('place', place),
      literal(command.statusReply),
      named('hooks', bytes(2)),
      named('items', bytes(2)),
      literal(0x03),
    ),
  ),
);

const requestLength = 5;
const statusLength = 9;
/** Answers about the pulse time, which nobody here asks for, and their end. */
const pulseTimeReply = 0x38;
const pulseTimeLength = 7;

/** Frames on the bus: the host sees echoes of its own among them, a board what others answer. */
export const cu16Shape: FrameShape = {
  starts: [Uint8Array.of(0x02)],
  maxLength: statusLength,
  measure(head) {
    const kind = head[2];
    if (kind === undefined) return 'more';
    if (kind === command.statusReply) return statusLength;
    if (kind === pulseTimeReply) return pulseTimeLength;
    return kind === command.status || kind === command.unlock ? requestLength : 'invalid';
  },
  verify: isRight,
};

function isRight(frame: Uint8Array): boolean {
  return frame.at(-2) === 0x03 && sum8(frame.subarray(0, -1)) === frame.at(-1);
}
