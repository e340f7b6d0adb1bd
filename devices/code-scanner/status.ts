import type { DeviceStatus } from '../../contract/device-common.ts';
import { onlineStatus } from '../host/index.ts';
import { ssiNak } from './ssi-codec.ts';

function hardwareError(code: string, vendorCode: string): DeviceStatus {
  return { state: 'hardware_error', fault: { code, nextAct: 'technician', vendorCode } };
}

/** A command a Zebra scanner refused, by the cause it gave. */
export function statusOfNak(cause: number): DeviceStatus {
  const vendorCode = `NAK ${cause.toString(16).toUpperCase().padStart(2, '0')}`;
  switch (cause) {
    case ssiNak.badContext:
      return hardwareError('command_unknown', vendorCode);
    case ssiNak.denied:
      return hardwareError('command_denied', vendorCode);
    case ssiNak.cancel:
      return hardwareError('command_cancelled', vendorCode);
    default:
      return hardwareError('unknown_code', vendorCode);
  }
}

/** Parts of a Datalogic scanner by the letter its health report gives them. */
const healthFaults: Partial<Record<string, string>> = {
  m: 'motor_failed',
  h: 'laser_failed',
  v: 'laser_failed',
  s: 'scale_failed',
};

/** Frames of a health report, each a letter and `OK`, `FAIL` or `NA`. */
export function statusOfHealthFrames(frames: readonly string[]): DeviceStatus {
  const failed = frames.find((frame) => /^.FAIL/.test(frame));
  if (failed === undefined) return onlineStatus;
  return hardwareError(healthFaults[failed.charAt(0)] ?? 'unknown_code', failed.slice(0, 20));
}
