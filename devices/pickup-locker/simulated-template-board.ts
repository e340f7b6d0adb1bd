import { bitsOf, hookOfDoor } from './hook-bits.ts';
import type { BoardProtocol } from './simulated-boards.ts';
import { kind, locksPerBoard, templateBoardFrame, templateBoardShape } from './template-board-codec.ts';

/** CHANGE: make and model. How it answers, as its manual has it and not as the driver would like it. */
export const simulatedTemplateBoard: BoardProtocol = {
  cellsPerBoard: locksPerBoard,
  requestShape: templateBoardShape,
  // CHANGE: what the board makes of each frame it hears, and when it stays silent.
  obey(frame, locks) {
    const request = templateBoardFrame.decode(frame);
    if (!request.ok) return;
    const { board: address, kind: asked, data } = request.value;
    const board = locks.board(address);
    if (!board) return;
    if (asked === kind.status) {
      const hooks = board.cells.map(({ door }) => hookOfDoor(door, board.hookBit));
      const [bits = 0] = bitsOf(hooks, 1);
      locks.send(address, templateBoardFrame.encode({ board: address, kind: kind.statusReply, data: bits }));
    }
    if (asked === kind.open && locks.fire({ board: address, cell: data })) {
      locks.send(address, templateBoardFrame.encode({ board: address, kind: kind.openReply, data }));
    }
  },
  // CHANGE: a board that tells of a door by itself does so here.
  tellChange: () => {},
};
