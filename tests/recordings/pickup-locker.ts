import type { Completion } from '../../contract/device-common.ts';
import { Board8aLocker, SimulatedPickupLocker } from '../../devices/pickup-locker/index.ts';
import { type Scenario, type Stage, scenario, settleMs } from './stage.ts';

const boards = [
  { address: 1, cells: 8, feedback: 'shorted_when_locked' as const },
  { address: 2, cells: 8, feedback: 'shorted_when_locked' as const },
];
const cell = { board: 1, cell: 3 };
const commandId = '00000000-0000-4000-8000-000000000002';

type LockerStage = Stage<SimulatedPickupLocker>;

function lockerScenario(
  fault: string,
  play: (locker: Board8aLocker, stage: LockerStage) => Promise<unknown>,
  expected: unknown,
): Scenario {
  return scenario({
    deviceClass: 'pickup-locker',
    driver: 'board-8a',
    fault,
    makeSimulator: (clock) => new SimulatedPickupLocker({ boards, clock }),
    makeDriver: (transport, clock) => new Board8aLocker({ transport, boards, clock }),
    play: async (locker, stage) => {
      await stage.until(() => locker.status.value.state === 'online');
      await stage.pass(settleMs);
      return play(locker, stage);
    },
    expected,
  });
}

async function open(
  locker: Board8aLocker,
  stage: LockerStage,
  during: () => Promise<void> = async () => {},
): Promise<unknown> {
  let completion: Completion | null = null;
  const opening = locker.openCell({ ...cell, commandId }, new AbortController().signal).then((done) => {
    completion = done;
    return done;
  });
  await during();
  await stage.until(() => completion !== null);
  const { effect, fault } = await opening;
  return { effect, code: fault?.code ?? null };
}

export const pickupLockerScenarios: Scenario[] = [
  lockerScenario(
    'lock_stuck',
    async (locker, stage) => {
      stage.world((unit) => unit.setStuck(cell, true));
      return open(locker, stage);
    },
    { effect: 'none', code: 'lock_stuck' },
  ),
  lockerScenario(
    'door_not_told',
    async (locker, stage) =>
      open(locker, stage, async () => {
        await stage.pass(10);
        stage.world((unit) => unit.setBoardSilent(1, true));
      }),
    { effect: 'unknown', code: 'door_not_told' },
  ),
  lockerScenario(
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
  lockerScenario(
    'no_answer',
    async (locker, { world, until }) => {
      world((unit) => {
        unit.setBoardSilent(1, true);
        unit.setBoardSilent(2, true);
      });
      await until(() => locker.status.value.state === 'offline');
      const told = locker.status.value.fault?.code;
      world((unit) => {
        unit.setBoardSilent(1, false);
        unit.setBoardSilent(2, false);
      });
      await until(() => locker.status.value.state === 'online');
      return { told };
    },
    { told: 'no_answer' },
  ),
  lockerScenario(
    'line_lost_in_opening',
    async (locker, stage) =>
      open(locker, stage, async () => {
        await stage.pass(30);
        stage.world((_unit, cable) => cable.unplug());
        await stage.until(() => locker.status.value.state === 'no_device');
        stage.world((_unit, cable) => cable.plug());
      }),
    { effect: 'done', code: null },
  ),
];
