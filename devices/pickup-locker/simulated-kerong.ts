import { bitsOf, hookOfDoor } from './hook-bits.ts';
import { command as cu16, cu16Request, cu16Shape, cu16Status } from './kerong-cu16-codec.ts';
import { command as cu48, cu48Request, cu48Shape, cu48Status, cu48Taken } from './kerong-cu48-codec.ts';
import type { BoardProtocol, SimulatedBoard, SimulatedLocks } from './simulated-boards.ts';

/** `unlockAnswer`: sources disagree on whether a board answers an opening. */
export function simulatedCu16(unlockAnswer: 'none' | 'status'): BoardProtocol {
  const tellStatus = (board: SimulatedBoard | undefined, locks: SimulatedLocks) => {
    if (!board) return;
    const place = { board: board.address, lock: 0 };
    const items = bitsOf(
      board.cells.map(({ parcel }) => board.itemSensors && parcel),
      2,
    );
    locks.send(board.address, cu16Status.encode({ place, hooks: hooksOf(board, 2), items }));
  };
  return {
    cellsPerBoard: 16,
    requestShape: cu16Shape,
    obey(frame, locks) {
      const request = cu16Request.decode(frame);
      if (!request.ok) return;
      const { place, command } = request.value;
      if (command === cu16.status) tellStatus(locks.board(place.board), locks);
      if (command !== cu16.unlock) return;
      const cell = locks.fire({ board: place.board, cell: place.lock + 1 });
      if (cell && unlockAnswer === 'status') tellStatus(locks.board(place.board), locks);
    },
    tellChange: () => {},
  };
}

export const simulatedCu48: BoardProtocol = {
  cellsPerBoard: 48,
  requestShape: cu48Shape,
  obey(frame, locks) {
    const request = cu48Request.decode(frame);
    if (!request.ok) return;
    const { board: address, lock, command } = request.value;
    const board = locks.board(address);
    if (!board) return;
    if (command === cu48.status) {
      locks.send(address, cu48Status.encode({ board: address, hooks: hooksOf(board, 6) }));
    }
    if (command === cu48.unlock && locks.fire({ board: address, cell: lock + 1 })) {
      locks.send(address, cu48Taken.encode({ board: address, lock }));
    }
  },
  tellChange: () => {},
};

/** A place without a lock reads as a clear bit. */
function hooksOf({ cells, hookBit }: SimulatedBoard, byteCount: number): Uint8Array {
  return bitsOf(
    cells.map(({ door }) => hookOfDoor(door, hookBit)),
    byteCount,
  );
}
