import { implement } from '@orpc/server';
import { pickupLockerContract } from '../../contract/devices/pickup-locker.ts';
import type { PickupLockerConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makePickupLocker } from './make-locker.ts';
import type { PickupLocker } from './port.ts';

export function servePickupLocker(config: PickupLockerConfig, means?: RecoveryMeans): ServedDevice {
  const locker = makePickupLocker(config, means);
  return {
    router: pickupLockerRouter(locker),
    start: () => locker.start(),
    stop: () => locker.stop(),
  };
}

const forEver = new AbortController().signal;

/** The class's contract over any driver. */
export function pickupLockerRouter(locker: PickupLocker) {
  const os = implement(pickupLockerContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => locker.status.follow(signal)),
    openCell: os.openCell.handler(({ input, signal }) => locker.openCell(input, signal ?? forEver)),
    lookUpOpening: os.lookUpOpening.handler(({ input }) => locker.lookUpOpening(input)),
  });
}
