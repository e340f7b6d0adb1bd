import type { DeviceStatus } from '../../contract/device-common.ts';
import { noAnswerStatus, onlineStatus } from '../host/index.ts';

/** A scanner has no sensors to report: it answers or it does not. */
export function statusOfPresence(answers: boolean): DeviceStatus {
  return answers ? onlineStatus : noAnswerStatus;
}
