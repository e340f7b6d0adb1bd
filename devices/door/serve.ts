import { implement } from '@orpc/server';
import { doorContract } from '../../contract/device-classes.ts';
import type { DoorConfig } from '../../contract/terminal-config.ts';
import type { ServedDevice } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import { ModbusRelayDoor } from './modbus-relay.ts';
import type { Door } from './port.ts';

export function serveDoor(config: DoorConfig): ServedDevice {
  const { transport, ...wiring } = config;
  const door = new ModbusRelayDoor({ ...wiring, transport: makeTransport(transport) });
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
