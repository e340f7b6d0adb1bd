import { SimulatedPickupLocker } from '../../../devices/pickup-locker/index.ts';
import { simulatedTemplateBoard } from '../../../devices/pickup-locker/simulated-template-board.ts';
import {
  isOpenRequest,
  openRequest,
  readOpenTaken,
  readStatus,
  statusRequest,
  templateBoardShape,
} from '../../../devices/pickup-locker/template-board-codec.ts';
import { type FuzzTarget, frameTarget, unitTarget } from '../target.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));

/** Locks that do not move, so that the answer to a question is the same whatever was opened before. */
function makeUnit(clock: NonNullable<ConstructorParameters<typeof SimulatedPickupLocker>[0]['clock']>) {
  const unit = new SimulatedPickupLocker({
    protocol: simulatedTemplateBoard,
    boards: [{ address: 1 }],
    clock,
  });
  for (const { board, cell } of unit.cells) unit.setStuck({ board, cell }, true);
  return unit;
}

export const templateBoardTargets: readonly FuzzTarget[] = [
  frameTarget(
    'pickup-locker template-board frames',
    templateBoardShape,
    // CHANGE: one frame of every kind, as in the test of the driver.
    [statusRequest(1), openRequest(1, 3), bytesOf('A5 01 81 81 A4'), bytesOf('A5 01 82 03 25')],
    (frame) => {
      readStatus(frame);
      readOpenTaken(frame);
      isOpenRequest(frame);
    },
  ),
  unitTarget('pickup-locker template-board unit', {
    makeUnit,
    questions: [statusRequest(1)],
    commands: [statusRequest(1), openRequest(1, 3)],
    flushBytes: templateBoardShape.maxLength,
  }),
];
