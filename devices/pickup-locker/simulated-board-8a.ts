import {
  boardReport,
  contactOf,
  groupsOf,
  lockReport,
  locksPerBoard,
  openRequest,
  readRequest,
  requestShape,
} from './board-8a-codec.ts';
import type { BoardProtocol, SimulatedCell, SimulatedLocks } from './simulated-boards.ts';

/** `tellsChanges`: boards that tell of every change of a door by themselves, in either of the two ways seen. */
export function simulatedBoard8a(tellsChanges: 'no' | 0x81 | 0x82): BoardProtocol {
  return {
    cellsPerBoard: locksPerBoard,
    requestShape,
    obey(frame, locks) {
      const open = openRequest.decode(frame);
      if (open.ok) {
        const cell = locks.fire({ board: open.value.board, cell: open.value.lock });
        if (cell) answerLock(cell, 0x8a, locks);
      }
      const read = readRequest.decode(frame);
      if (read.ok) answerRead(read.value.board, read.value.lock, locks);
    },
    tellChange(cell, locks) {
      if (tellsChanges !== 'no') answerLock(cell, tellsChanges, locks);
    },
  };
}

function answerRead(address: number, lock: number, locks: SimulatedLocks): void {
  const board = locks.board(address);
  if (!board) return;
  const cell = board.cells[lock - 1];
  if (lock !== 0) {
    if (cell) answerLock(cell, 0x80, locks);
    return;
  }
  const contacts = board.cells.map(({ door }) => contactOf(door, board.feedback));
  locks.send(address, boardReport.encode({ board: address, groups: groupsOf(contacts) }));
}

function answerLock({ board, cell, door }: SimulatedCell, kind: number, locks: SimulatedLocks): void {
  const feedback = locks.board(board)?.feedback ?? 'shorted_when_locked';
  locks.send(board, lockReport.encode({ kind, board, lock: cell, contact: contactOf(door, feedback) }));
}
