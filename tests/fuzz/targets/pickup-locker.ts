import type { PickupLockerConfig } from '../../../contract/terminal-config.ts';
import {
  boardReport,
  lockReport,
  openRequest,
  readRequest,
  replyShape,
  requestShape,
} from '../../../devices/pickup-locker/board-8a-codec.ts';
import { SimulatedPickupLocker } from '../../../devices/pickup-locker/index.ts';
import {
  command as cu16Command,
  cu16Request,
  cu16Shape,
  cu16Status,
} from '../../../devices/pickup-locker/kerong-cu16-codec.ts';
import {
  command as cu48Command,
  cu48Request,
  cu48Shape,
  cu48Status,
  cu48Taken,
} from '../../../devices/pickup-locker/kerong-cu48-codec.ts';
import { type FuzzTarget, frameTarget, unitTarget } from '../target.ts';
import { templateBoardTargets } from './template-board.ts';

const boards = [{ address: 1 }];
const boardReports = [
  boardReport.encode({ board: 1, groups: Uint8Array.of(0xff, 0x0f, 0x01) }),
  lockReport.encode({ kind: 0x8a, board: 1, lock: 3, contact: 0x11 }),
  lockReport.encode({ kind: 0x82, board: 2, lock: 24, contact: 0x00 }),
];
const lockReports = [
  lockReport.encode({ kind: 0x80, board: 1, lock: 3, contact: 0x11 }),
  lockReport.encode({ kind: 0x81, board: 2, lock: 24, contact: 0x00 }),
];
const requests8a = [openRequest.encode({ board: 1, lock: 3 }), readRequest.encode({ board: 1, lock: 0 })];
const place = { board: 1, lock: 2 };
const requests16 = [
  cu16Request.encode({ place, command: cu16Command.unlock }),
  cu16Request.encode({ place: { board: 1, lock: 0 }, command: cu16Command.status }),
];
const requests48 = [
  cu48Request.encode({ board: 1, lock: 2, command: cu48Command.unlock }),
  cu48Request.encode({ board: 1, lock: 0, command: cu48Command.status }),
];

/** A board that has no locks at work tells the same whatever was opened before: the one asked for is another. */
function unit(driver: PickupLockerConfig['driver'], question: Uint8Array, commands: Uint8Array[]) {
  return unitTarget(`pickup-locker ${driver} unit`, {
    makeUnit: (clock) => {
      const locker = new SimulatedPickupLocker({ driver, boards, clock });
      for (const { board, cell } of locker.cells) locker.setStuck({ board, cell }, true);
      return locker;
    },
    questions: [question],
    commands,
    flushBytes: 12,
  });
}

export const pickupLockerTargets: readonly FuzzTarget[] = [
  frameTarget('pickup-locker 8A board reports', replyShape({ wholeBoard: true }), boardReports, (frame) => {
    boardReport.decode(frame);
    lockReport.decode(frame);
  }),
  frameTarget('pickup-locker 8A lock reports', replyShape({ wholeBoard: false }), lockReports, (frame) => {
    lockReport.decode(frame);
  }),
  frameTarget('pickup-locker 8A requests', requestShape, requests8a, (frame) => {
    openRequest.decode(frame);
    readRequest.decode(frame);
  }),
  frameTarget(
    'pickup-locker CU16 frames',
    cu16Shape,
    [
      ...requests16,
      cu16Status.encode({ place, hooks: Uint8Array.of(0xff, 0x0f), items: Uint8Array.of(1, 2) }),
    ],
    (frame) => {
      cu16Status.decode(frame);
      cu16Request.decode(frame);
    },
  ),
  frameTarget(
    'pickup-locker CU48 frames',
    cu48Shape,
    [
      ...requests48,
      cu48Status.encode({ board: 1, hooks: Uint8Array.of(1, 2, 3, 4, 5, 6) }),
      cu48Taken.encode({ board: 1, lock: 2 }),
    ],
    (frame) => {
      cu48Status.decode(frame);
      cu48Taken.decode(frame);
      cu48Request.decode(frame);
    },
  ),
  unit('board-8a', requests8a[1] ?? new Uint8Array(0), requests8a),
  unit('kerong-cu16', requests16[1] ?? new Uint8Array(0), requests16),
  unit('kerong-cu48', requests48[1] ?? new Uint8Array(0), requests48),
  ...templateBoardTargets,
  // What `npm run driver:new` adds goes above this line.
];
