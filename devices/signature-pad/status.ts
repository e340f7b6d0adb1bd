import type { SignaturePadStatus } from '../../contract/device-classes.ts';
import type { DeviceStatus, Fault } from '../../contract/device-common.ts';
import { onlineStatus } from '../host/index.ts';
import { padFault } from './fault-texts.ts';
import { type StuCapability, type StuInformation, type StuStatus, stuStatusCode } from './stu-codec.ts';

export type PadDescription = NonNullable<SignaturePadStatus['pad']>;

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** What the pad's status says of it. Work that ends by itself within a second is no fault. */
export function statusOfStu({ statusCode }: StuStatus): DeviceStatus {
  switch (statusCode) {
    case stuStatusCode.ready:
    case stuStatusCode.image:
    case stuStatusCode.capture:
    case stuStatusCode.calculation:
    case stuStatusCode.romBusy:
      return onlineStatus;
    case stuStatusCode.bootImage:
    case stuStatusCode.systemReset:
      return { state: 'offline', fault: padFault('starting', `status ${hex(statusCode)}`) };
    default:
      return { state: 'hardware_error', fault: padFault('unknown_code', `status ${hex(statusCode)}`) };
  }
}

/** Why the pad did not do what it was told last; null where it did. */
export function faultOfResult(lastResult: number): Fault | null {
  const vendorCode = `result ${hex(lastResult)}`;
  switch (lastResult) {
    case 0x00:
      return null;
    case 0x01:
      return padFault('command_unknown', vendorCode);
    case 0x02:
      return padFault('not_now', vendorCode);
    case 0x04:
      return padFault('bad_parameter', vendorCode);
    default:
      return padFault('unknown_code', vendorCode);
  }
}

/** Null where the pad tells a field without extent: no point could be placed on it. */
export function describePad(information: StuInformation, capability: StuCapability): PadDescription | null {
  const { maxX, maxY, maxPressure } = capability;
  const aspectRatio = maxX / maxY;
  if (maxPressure === 0 || !(aspectRatio >= 0.1 && aspectRatio <= 20)) return null;
  const [name = ''] = Buffer.from(information.modelName).toString('latin1').split('\0');
  return {
    model: name.replaceAll(/[^ -~]/g, '?').trim(),
    firmware: `${information.firmwareMajor}.${hex(information.firmwareMinor)}`,
    aspectRatio,
  };
}
