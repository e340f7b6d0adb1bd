import { implement } from '@orpc/server';
import type { DeviceClass } from '../../contract/device-common.ts';
import { outletContract, powerRelayContract } from '../../contract/devices/power-relay.ts';
import type { PowerRelayConfig } from '../../contract/terminal-config.ts';
import { outletOfPurpose } from '../../link/index.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import { ModbusPowerRelay } from './modbus-power-relay.ts';
import type { PowerSwitch } from './port.ts';

export function servePowerRelay(
  { transport, ...board }: PowerRelayConfig,
  means?: RecoveryMeans,
): ServedDevice {
  const relay = new ModbusPowerRelay({ ...board, transport: makeTransport(transport), means });
  return {
    router: powerRelayRouter(relay),
    routerFor: (purpose) => {
      const deviceClass = Object.keys(board.outlets).find((each) => outletOfPurpose(purpose) === each);
      return deviceClass ? outletRouter(relay, deviceClass as DeviceClass) : null;
    },
    start: () => relay.start(),
    stop: () => relay.stop(),
  };
}

const forEver = new AbortController().signal;

/** The class's contract over any driver. */
function powerRelayRouter(relay: PowerSwitch) {
  const os = implement(powerRelayContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => relay.status.follow(signal)),
  });
}

/** One device's power, for the host of that device. */
function outletRouter(relay: PowerSwitch, deviceClass: DeviceClass) {
  const os = implement(outletContract);
  return os.router({
    cyclePower: os.cyclePower.handler(({ signal }) => relay.cyclePower(deviceClass, signal ?? forEver)),
  });
}
