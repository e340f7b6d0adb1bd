import { type PickupLockerConfig, pickupLockerDrivers } from '../../../contract/terminal-config.ts';
import { disturbed, LineDisturbance } from '../../../devices/disturbance/index.ts';
import {
  Board8aLocker,
  KerongCu16Locker,
  KerongCu48Locker,
  type PickupLocker,
  SimulatedPickupLocker,
} from '../../../devices/pickup-locker/index.ts';
import type { Transport } from '../../../devices/transport/index.ts';
import { nobody, startDevice, told } from '../device-under-test.ts';
import { memoryLane, tcpLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig } from '../rig.ts';
import { endLateness, lateMs } from '../strike.ts';
import type { RigOptions } from './options.ts';

const board = { address: 1, cells: 8 };
const cell = { board: 1, cell: 3 };

interface Make {
  boards: object[];
  isOpenCommand: (bytes: Uint8Array) => boolean;
  makeDriver: (options: { transport: Transport; clock: RigOptions['time']['clock'] }) => PickupLocker;
}

const makes: Record<PickupLockerConfig['driver'], Make> = {
  'board-8a': {
    boards: [{ ...board, feedback: 'shorted_when_locked' }],
    isOpenCommand: (bytes) => bytes[0] === 0x8a,
    makeDriver: (options) =>
      new Board8aLocker({ ...options, boards: [{ ...board, feedback: 'shorted_when_locked' }] }),
  },
  'kerong-cu16': {
    boards: [board],
    isOpenCommand: (bytes) => bytes[2] === 0x31,
    makeDriver: (options) =>
      new KerongCu16Locker({
        ...options,
        boards: [{ ...board, hookBit: 'set_when_closed', itemSensors: true }],
      }),
  },
  'kerong-cu48': {
    boards: [board],
    isOpenCommand: (bytes) => bytes[3] === 0x61,
    makeDriver: (options) =>
      new KerongCu48Locker({ ...options, boards: [{ ...board, hookBit: 'set_when_closed' }] }),
  },
  // What `npm run driver:new` adds goes above this line.
};

export async function pickupLockerRig({
  driver: name,
  time,
  setting,
  hostProgram,
}: RigOptions): Promise<FaultRig> {
  const driverName = pickupLockerDrivers.find((driver) => driver === name) ?? nobody();
  const make = makes[driverName];
  const { clock } = time;
  let opened = 0;
  const unit = new SimulatedPickupLocker({
    driver: driverName,
    boards: [board],
    clock,
    onDoorOpened: () => {
      opened += 1;
    },
  });
  const disturbance = new LineDisturbance({ clock });
  const simulator = disturbed(unit, disturbance);
  const hosted = setting === 'hosted';
  const lane = hosted ? await tcpLane(simulator) : memoryLane(simulator);
  const device = await startDevice({
    deviceClass: 'pickup-locker',
    config: { driver: driverName, boards: make.boards },
    lane,
    hosted,
    hostProgram,
    makeDriver: (transport) => make.makeDriver({ transport, clock }),
  });
  const { driver, host } = device;

  const begin = (): Act => {
    const opening = { ...cell, commandId: crypto.randomUUID() };
    const leaving = new AbortController();
    const { signal } = leaving;
    const open = () =>
      told(driver?.openCell(opening, signal) ?? host?.connect().openCell(opening, { signal }) ?? nobody());
    return {
      told: open(),
      again: open,
      lookUp: () =>
        told(driver?.lookUpOpening(opening) ?? host?.connect().lookUpOpening(opening) ?? nobody()),
      leave: () => leaving.abort(),
    };
  };
  const phase = (reached: (crossing: Crossing) => boolean): ActPhase => ({
    begin,
    reached,
    effects: () => opened,
    // The second finds the door open.
    meeting: { first: 'done', second: 'done', effects: 1 },
  });
  return {
    ...device,
    time,
    disturbance,
    wrongBits: 0x04,
    cable: lane.cable,
    usual: 'asking',
    phases: {
      asking: phase((crossing) => crossing?.direction === 'to_unit'),
      commanding: phase(
        (crossing) => crossing?.direction === 'to_unit' && make.isOpenCommand(crossing.bytes),
      ),
      confirming: phase(() => unit.openCommands > 0),
    },
    mischief(fault, phaseName) {
      if (fault === 'jam') {
        return {
          make: () => unit.setStuck(cell, true),
          cure: () => unit.setStuck(cell, false),
          told: { by: 'completion', code: 'lock_stuck' },
        };
      }
      if (fault === 'late_answer' && phaseName !== 'idle' && driverName !== 'board-8a') {
        return {
          make: () => disturbance.set({ delayMs: lateMs }),
          cure: () => endLateness(disturbance, time),
          // A board's answer names no question: a late one answers the next, and the board is not silent.
          told: null,
        };
      }
      return null;
    },
    tidyUp: () => unit.closeDoor(cell),
    end: device.end,
  };
}
