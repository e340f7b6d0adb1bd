import type { DeviceStatus } from '../../contract/device-common.ts';
import { unreachable } from '../../contract/result.ts';
import type { TransportFailure } from '../transport/index.ts';

/** Before the first attempt to reach the device. */
export const unknownStatus: DeviceStatus = { state: 'unknown', fault: null };

export const onlineStatus: DeviceStatus = { state: 'online', fault: null };

/** The line is open and the device does not answer, or the line was cut. */
export const noAnswerStatus: DeviceStatus = {
  state: 'offline',
  fault: { code: 'no_answer', nextAct: 'technician', vendorCode: null },
};

export function statusOfOpenFailure(failure: TransportFailure): DeviceStatus {
  switch (failure.kind) {
    case 'not_found':
      return {
        state: 'no_device',
        fault: { code: 'port_not_found', nextAct: 'technician', vendorCode: failure.detail },
      };
    case 'busy':
      return {
        state: 'offline',
        fault: { code: 'port_busy', nextAct: 'technician', vendorCode: failure.detail },
      };
    case 'lost':
    case 'timeout':
      return noAnswerStatus;
    default:
      return unreachable(failure);
  }
}
