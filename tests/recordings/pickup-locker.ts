import type { Completion } from '../../contract/device-common.ts';
import type { SteppedClock } from '../../contract/test-clock.ts';
import {
  Board8aLocker,
  KerongCu16Locker,
  KerongCu48Locker,
  type PickupLocker,
  SimulatedPickupLocker,
  type SimulatedPickupLockerOptions,
} from '../../devices/pickup-locker/index.ts';
import type { Transport } from '../../devices/transport/index.ts';
import { bytesMedium } from './media.ts';
import { lineFaults, type Play, type Scenario, type Stage, scenariosOf } from './stage.ts';

const boards = [
  { address: 1, cells: 8 },
  { address: 2, cells: 8 },
];
const cell = { board: 1, cell: 3 };
const commandId = '00000000-0000-4000-8000-000000000002';
const leftOpenAlarmMs = 3000;

type LockerStage = Stage<SimulatedPickupLocker>;
type Make = (fault: string, play: Play<SimulatedPickupLocker, PickupLocker>, expected: unknown) => Scenario;

const driverOf = (
  driver: NonNullable<SimulatedPickupLockerOptions['driver']>,
  makeDriver: (options: {
    transport: Transport;
    clock: SteppedClock;
    leftOpenAlarmMs: number;
  }) => PickupLocker,
): Make =>
  scenariosOf({
    deviceClass: 'pickup-locker',
    driver,
    medium: bytesMedium,
    makeUnit: (clock) => {
      const unit = new SimulatedPickupLocker({ driver, boards, clock });
      return { unit, simulator: unit };
    },
    makeDriver: (transport, clock) => makeDriver({ transport, clock, leftOpenAlarmMs }),
  });

const makes: Make[] = [
  driverOf(
    'board-8a',
    (options) =>
      new Board8aLocker({
        ...options,
        boards: boards.map((board) => ({ ...board, feedback: 'shorted_when_locked' })),
      }),
  ),
  driverOf(
    'kerong-cu16',
    (options) =>
      new KerongCu16Locker({
        ...options,
        boards: boards.map((board) => ({ ...board, hookBit: 'set_when_closed', itemSensors: true })),
      }),
  ),
  driverOf(
    'kerong-cu48',
    (options) =>
      new KerongCu48Locker({
        ...options,
        boards: boards.map((board) => ({ ...board, hookBit: 'set_when_closed' })),
      }),
  ),
  // What `npm run driver:new` adds goes above this line.
];

async function open(
  locker: PickupLocker,
  stage: LockerStage,
  during: () => Promise<void> = async () => {},
): Promise<unknown> {
  const opening: Promise<Completion> = locker.openCell({ ...cell, commandId }, new AbortController().signal);
  await during();
  const { effect, fault } = await stage.settle(opening);
  return { effect, code: fault?.code ?? null };
}

const setSilent = (unit: SimulatedPickupLocker, silent: boolean) => {
  for (const { address } of boards) unit.setBoardSilent(address, silent);
};

const scenariosFor = (make: Make): Scenario[] => [
  ...lineFaults(make, { setSilent, holdable: true }),
  make(
    'lock_stuck',
    async (locker, stage) => {
      stage.world((unit) => unit.setStuck(cell, true));
      return open(locker, stage);
    },
    { effect: 'none', code: 'lock_stuck' },
  ),
  make(
    'door_not_told',
    async (locker, stage) =>
      open(locker, stage, async () => {
        await stage.pass(10);
        stage.world((unit) => unit.setBoardSilent(1, true));
      }),
    { effect: 'unknown', code: 'door_not_told' },
  ),
  make(
    'board_silent',
    async (locker, { world, until }) => {
      world((unit) => unit.setBoardSilent(2, true));
      await until(() => locker.status.value.fault !== null);
      const { state, fault, cells } = locker.status.value;
      const doors = new Set(cells.filter(({ board }) => board === 2).map(({ door }) => door));
      return { state, code: fault?.code, board: fault?.vendorCode, doors: [...doors] };
    },
    { state: 'online', code: 'board_silent', board: 'board 2', doors: ['unknown'] },
  ),
  make(
    'door_left_open',
    async (locker, stage) => {
      await open(locker, stage);
      await stage.until(() => locker.status.value.fault?.code === 'door_left_open');
      const { cells } = locker.status.value;
      return cells.filter(({ leftOpen }) => leftOpen).map(({ board, cell: number }) => [board, number]);
    },
    [[1, 3]],
  ),
  make(
    'line_lost_in_opening',
    async (locker, stage) =>
      open(locker, stage, async () => {
        await stage.pass(30);
        stage.world((_unit, cable) => void cable.unplug());
        await stage.until(() => locker.status.value.state === 'no_device');
        stage.world((_unit, cable) => void cable.plug());
      }),
    { effect: 'done', code: null },
  ),
];

export const pickupLockerScenarios: Scenario[] = makes.flatMap(scenariosFor);
