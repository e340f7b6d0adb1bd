import { checked, codec, type FrameShape, literal, named, sequence, uint8, xor8 } from '../codec/index.ts';

/**
 * CHANGE: where the bytes are written down (manual, edition, page), line and speed, locks a board.
 *
 * The template's board exists nowhere. 9600 8N1, 8 locks that count from 1, frames of five bytes:
 * start A5, address, kind, data, XOR of all before it. A board answers with the kind of the question
 * and its highest bit set; the data of a status has a bit for each lock, lock 1 lowest.
 */

// CHANGE: the kinds of frames of the board.
export const kind = { status: 0x01, open: 0x02, statusReply: 0x81, openReply: 0x82 } as const;

// CHANGE: the frames, part by part. Parts and checksums are in devices/codec/codec.ts.
export const templateBoardFrame = codec(
  checked(xor8, sequence(literal(0xa5), named('board', uint8), named('kind', uint8), named('data', uint8))),
);

export const locksPerBoard = 8;

const frameLength = 5;

/** Frames on the bus: the host sees echoes of its own among them, a board what others answer. */
export const templateBoardShape: FrameShape = {
  // CHANGE: how a frame begins, how long it is, and whether its last bytes are right.
  starts: [Uint8Array.of(0xa5)],
  maxLength: frameLength,
  measure: () => frameLength,
  verify: (frame) => xor8(frame.subarray(0, -1)) === frame.at(-1),
};

// CHANGE: the three questions and answers below say the same for your frames; the rest is built on them.

export function statusRequest(board: number): Uint8Array {
  return templateBoardFrame.encode({ board, kind: kind.status, data: 0 });
}

/** `lock` counts from 1. */
export function openRequest(board: number, lock: number): Uint8Array {
  return templateBoardFrame.encode({ board, kind: kind.open, data: lock });
}

export function isOpenRequest(frame: Uint8Array): boolean {
  const request = templateBoardFrame.decode(frame);
  return request.ok && request.value.kind === kind.open;
}

/** The bits of the locks, lock 1 lowest in the first byte; null for every other frame. */
export function readStatus(frame: Uint8Array): { board: number; hooks: Uint8Array } | null {
  const reply = templateBoardFrame.decode(frame);
  if (!reply.ok || reply.value.kind !== kind.statusReply) return null;
  return { board: reply.value.board, hooks: Uint8Array.of(reply.value.data) };
}

/** The board took an opening command, which is no word of the door; null for every other frame. */
export function readOpenTaken(frame: Uint8Array): { board: number; lock: number } | null {
  const reply = templateBoardFrame.decode(frame);
  if (!reply.ok || reply.value.kind !== kind.openReply) return null;
  return { board: reply.value.board, lock: reply.value.data };
}
