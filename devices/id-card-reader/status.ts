import type { CardReadFailure } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { noAnswerStatus, onlineStatus } from '../host/index.ts';
import { samResult } from './sam-frame-codec.ts';

/** `SW3 41`: what the unit said, for a technician. */
export function vendorCodeOf(sw3: number): string {
  return `SW3 ${sw3.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** What a reply to the status command says of the reader; null is silence. */
export function statusOfSelfTest(sw3: number | null): DeviceStatus {
  switch (sw3) {
    case null:
      return noAnswerStatus;
    case samResult.success:
      return onlineStatus;
    case samResult.selfTestFailed:
      return hardwareError('self_test_failed', sw3);
    case samResult.notAuthorised:
      return hardwareError('not_authorised', sw3);
    default:
      return hardwareError('unknown_code', sw3);
  }
}

function hardwareError(code: string, sw3: number): DeviceStatus {
  return { state: 'hardware_error', fault: { code, nextAct: 'technician', vendorCode: vendorCodeOf(sw3) } };
}

/** Why a read did not succeed, by the reply to the read command. */
export function failureOfRead(sw3: number): CardReadFailure {
  switch (sw3) {
    case samResult.readFailed:
    case samResult.noCardFoundBefore:
    case samResult.noCard:
    case samResult.selectFailed:
      return 'card_moved';
    case samResult.cardRefusedSam:
    case samResult.samRefusedCard:
      return 'card_not_authentic';
    case samResult.cardTypeUnknown:
      return 'card_type_unsupported';
    case samResult.verificationFailed:
    case samResult.fingerprintVerificationFailed:
    case samResult.lengthError:
    case samResult.randomFailed:
    case samResult.unrecognisedError:
      return 'card_unreadable';
    // Checksum or length of the request, an unknown or forbidden command, a failed module, and codes nobody listed.
    default:
      return 'reader_fault';
  }
}
