import { implement } from '@orpc/server';
import { doorContract } from '../../contract/devices/door.ts';
import type { DoorConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import { ModbusRelayDoor } from './modbus-relay.ts';
import type { Door } from './port.ts';

export function serveDoor(config: DoorConfig, means?: RecoveryMeans): ServedDevice {
  const { transport, ...wiring } = config;
  const door = new ModbusRelayDoor({ ...wiring, transport: makeTransport(transport), means });
  return { router: doorRouter(door), start: () => door.start(), stop: () => door.stop() };
}

const forEver = new AbortController().signal;

/** The class's contract over any driver. */
function doorRouter(door: Door) {
  const os = implement(doorContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => door.status.follow(signal)),
    openDoor: os.openDoor.handler(({ input, signal }) => door.openDoor(input, signal ?? forEver)),
    lookUpOpening: os.lookUpOpening.handler(({ input }) => door.lookUpOpening(input)),
  });
}
