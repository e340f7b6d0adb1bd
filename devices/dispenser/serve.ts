import { implement } from '@orpc/server';
import { dispenserContract } from '../../contract/devices/dispenser.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import { type DispenserConfig, makeDispenser } from './drivers.ts';
import type { Dispenser } from './port.ts';

export function serveDispenser(config: DispenserConfig, means?: RecoveryMeans): ServedDevice {
  const dispenser = makeDispenser(config, makeTransport(config.transport), {}, means);
  return {
    router: dispenserRouter(dispenser),
    start: () => dispenser.start(),
    stop: () => dispenser.stop(),
  };
}

const forEver = new AbortController().signal;

/** The class's contract over any driver. */
export function dispenserRouter(dispenser: Dispenser) {
  const os = implement(dispenserContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => dispenser.status.follow(signal)),
    watchEvents: os.watchEvents.handler(({ signal }) => dispenser.watchEvents(signal ?? forEver)),
    dispense: os.dispense.handler(({ input, signal }) =>
      dispenser.dispense(input.commandId, signal ?? forEver),
    ),
    capture: os.capture.handler(({ input, signal }) => dispenser.capture(input.commandId, signal ?? forEver)),
    lookUp: os.lookUp.handler(({ input }) => dispenser.lookUp(input)),
    readUnits: os.readUnits.handler(() => dispenser.readUnits()),
    refill: os.refill.handler(({ input }) => dispenser.refill(input)),
  });
}
