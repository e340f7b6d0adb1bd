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
 * Lock-control boards of the `8A … XOR` kind (protocol notes 5.1): 9600 8N1 on RS-485, up to 24 locks
 * a board, last byte the XOR of all before it. Lock 0 stands for the whole board.
 */

/** Opens one lock. The same bytes come back where the lock did not open, and from adapters that echo. */
export const openRequest = codec(
  checked(xor8, sequence(literal(0x8a), named('board', uint8), named('lock', uint8), literal(0x11))),
);

/** Asks for one lock, or with lock 0 for all of the board. */
export const readRequest = codec(
  checked(xor8, sequence(literal(0x80), named('board', uint8), named('lock', uint8), literal(0x33))),
);

/** One lock's contact: `kind` 8A answers an opening, 80 a question, 81 and 82 come unasked. */
export const lockReport = codec(
  checked(
    xor8,
    sequence(named('kind', uint8), named('board', uint8), named('lock', uint8), named('contact', uint8)),
  ),
);

/** All 24 contacts, locks 17 to 24 first; a set bit is a shorted contact. */
export const boardReport = codec(
  checked(xor8, sequence(literal(0x80), named('board', uint8), named('groups', bytes(3)), literal(0x33))),
);

export const contact = { open: 0x00, shorted: 0x11 } as const;
export const locksPerBoard = 24;

export type Feedback = 'shorted_when_locked' | 'shorted_when_open';

export function isContact(value: number): boolean {
  return value === contact.open || value === contact.shorted;
}

/** What a contact says of the door depends on how the lock is wired; null for a value no board sends. */
export function doorOf(value: number, feedback: Feedback): 'closed' | 'open' | null {
  if (!isContact(value)) return null;
  return (value === contact.shorted) === (feedback === 'shorted_when_locked') ? 'closed' : 'open';
}

export function contactOf(door: 'closed' | 'open', feedback: Feedback): number {
  const shorted = (door === 'closed') === (feedback === 'shorted_when_locked');
  return shorted ? contact.shorted : contact.open;
}

/** Contacts of locks 1 to 24 from the three groups of a report. */
export function contactsOf(groups: Uint8Array): number[] {
  return Array.from({ length: locksPerBoard }, (_, index) => {
    const group = groups[2 - (index >> 3)] ?? 0;
    return (group >> (index & 7)) & 1 ? contact.shorted : contact.open;
  });
}

export function groupsOf(contacts: readonly number[]): Uint8Array {
  const groups = new Uint8Array(3);
  for (const [index, value] of contacts.entries()) {
    const place = 2 - (index >> 3);
    if (value === contact.shorted) groups[place] = (groups[place] ?? 0) | (1 << (index & 7));
  }
  return groups;
}

const shortLength = 5;
const longLength = 7;

/** What the host asked last, for only that tells a report of one lock from the head of a report of all. */
export interface ReplyExpectation {
  wholeBoard: boolean;
}

/** Frames of the board as the host sees them. */
export function replyShape(expectation: ReplyExpectation): FrameShape {
  return {
    starts: [0x80, 0x8a, 0x81, 0x82].map((start) => Uint8Array.of(start)),
    maxLength: longLength,
    measure(head) {
      if (head[0] !== 0x80 || !expectation.wholeBoard) return shortLength;
      if (head.length < 6) return 'more';
      return head[5] === 0x33 ? longLength : 'invalid';
    },
    verify: isXorRight,
  };
}

/** Frames of the host as the board sees them. */
export const requestShape: FrameShape = {
  starts: [0x80, 0x8a].map((start) => Uint8Array.of(start)),
  maxLength: shortLength,
  measure: () => shortLength,
  verify: isXorRight,
};

function isXorRight(frame: Uint8Array): boolean {
  return xor8(frame) === 0;
}
