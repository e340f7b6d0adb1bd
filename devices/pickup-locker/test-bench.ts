import type { CellAddress } from '../../contract/device-classes.ts';
import { putSimulatorOnTcp, type SimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport, type Transport } from '../transport/index.ts';
import type { PickupLockerSubject } from './conformance.ts';
import type { PickupLocker } from './port.ts';
import { SimulatedPickupLocker, type SimulatedPickupLockerOptions } from './simulator.ts';

/** What tests give every driver: short waits, so that a misfortune does not take its real time. */
export interface TestTimes {
  transport: Transport;
  lookAfterMs: number;
  replyDeadlineMs: number;
  leftOpenAlarmMs: number;
}

const leftOpenAlarmMs = 300;

export interface ConnectedLocker {
  locker: PickupLocker;
  simulator: SimulatedPickupLocker;
  cable: SimulatorOnTcp;
  /** Cells whose locks opened by command. */
  opened: CellAddress[];
  release(): Promise<void>;
}

/** A simulated locker behind TCP and a driver that speaks to it. */
export async function connectLocker(
  unit: SimulatedPickupLockerOptions,
  makeLocker: (times: TestTimes) => PickupLocker,
): Promise<ConnectedLocker> {
  const opened: CellAddress[] = [];
  const simulator = new SimulatedPickupLocker({
    ...unit,
    onDoorOpened: (address, cause) => {
      if (cause === 'command') opened.push(address);
      unit.onDoorOpened?.(address, cause);
    },
  });
  const cable = await putSimulatorOnTcp(simulator);
  const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port });
  const locker = makeLocker({ transport, lookAfterMs: 60, replyDeadlineMs: 100, leftOpenAlarmMs });
  locker.start();
  const release = async () => {
    await locker.stop();
    await cable.close();
  };
  return { locker, simulator, cable, opened, release };
}

/** The same for the conformance of the class. */
export function subjectOf(
  { locker, simulator, cable, opened, release }: ConnectedLocker,
  cells: readonly [CellAddress, CellAddress],
  sensors: 'sensors' | 'no_sensors',
): PickupLockerSubject {
  return {
    locker,
    cells,
    openByHand: (address) => simulator.openByHand(address),
    closeDoor: (address) => simulator.closeDoor(address),
    setStuck: (address, stuck) => simulator.setStuck(address, stuck),
    setItem: sensors === 'sensors' ? (address, present) => simulator.setParcel(address, present) : null,
    leftOpenAlarmMs,
    opened: () => opened,
    unplug: () => cable.unplug(),
    plug: () => cable.plug(),
    release,
  };
}
