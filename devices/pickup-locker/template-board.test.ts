import { describe, expect, it } from 'vitest';
import { FrameScanner } from '../codec/index.ts';
import { describePickupLocker } from './conformance.ts';
import { simulatedTemplateBoard } from './simulated-template-board.ts';
import type { SimulatedPickupLockerOptions } from './simulator.ts';
import { TemplateBoardLocker } from './template-board.ts';
import {
  openRequest,
  readOpenTaken,
  readStatus,
  statusRequest,
  templateBoardShape,
} from './template-board-codec.ts';
import { connectLocker, subjectOf } from './test-bench.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));

// CHANGE: answers as the manual prints them, and what they say.
const locks1And8Closed = bytesOf('A5 01 81 81 A4');
const lock3Taken = bytesOf('A5 01 82 03 25');
const oneWrongBit = bytesOf('A5 01 81 80 A4');
const beginningOfAnAnswer = [0xa5, 0x01];

describe('template-board: the bytes of its manual', () => {
  // CHANGE: every question the manual prints, byte for byte.
  it.each([
    ['open lock 3 of board 1', openRequest(1, 3), 'A5 01 02 03 A5'],
    ['ask board 2', statusRequest(2), 'A5 02 01 00 A6'],
  ])('%s', (_, frame, hex) => {
    expect(frame).toEqual(bytesOf(hex));
  });

  it('answers mean what the manual says', () => {
    expect(readStatus(locks1And8Closed)).toEqual({ board: 1, hooks: Uint8Array.of(0b1000_0001) });
    expect(readOpenTaken(lock3Taken)).toEqual({ board: 1, lock: 3 });
  });

  it('a frame with one wrong bit, and a question, are no answers', () => {
    expect(readStatus(oneWrongBit)).toBeNull();
    expect(readStatus(statusRequest(1))).toBeNull();
    expect(readOpenTaken(openRequest(1, 3))).toBeNull();
  });

  it('answers that come byte by byte, behind the beginning of another -> all of them', () => {
    const answers = [locks1And8Closed, lock3Taken];
    const stream = [...beginningOfAnAnswer, ...answers.flatMap((answer) => [...answer])];
    const scanner = new FrameScanner(templateBoardShape);
    expect(stream.flatMap((byte) => scanner.push(Uint8Array.of(byte)))).toEqual(answers);
  });
});

// CHANGE: two boards as they may be set, and a cell of each; the second is the last board.
const boards = [
  { address: 1, cells: 8, hookBit: 'set_when_closed' },
  { address: 7, cells: 4, hookBit: 'set_when_open' },
] as const;
const cells = [
  { board: 1, cell: 8 },
  { board: 7, cell: 1 },
] as const;

const subject = async (unit: Partial<SimulatedPickupLockerOptions> = {}) => {
  const connected = await connectLocker(
    { boards, protocol: simulatedTemplateBoard, ...unit },
    (times) => new TemplateBoardLocker({ ...times, boards }),
  );
  // CHANGE: `sensors` where the board sees what lies in a cell.
  return subjectOf(connected, cells, 'no_sensors');
};

describePickupLocker('template-board', () => subject());
describePickupLocker('template-board behind an adapter that echoes', () => subject({ echoes: true }));
// CHANGE: the beginning of an answer, so that the good one behind it has to be found again.
describePickupLocker('template-board on a line with noise', () =>
  subject({ noise: Uint8Array.of(0xff, 0xa5, 0x01, 0x81) }),
);
