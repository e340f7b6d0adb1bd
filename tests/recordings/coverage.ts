import type { DeviceClass } from '../../contract/device-common.ts';
import { codeScannerFaultTexts } from '../../devices/code-scanner/fault-texts.ts';
import { faultTexts as dispenserFaultTexts } from '../../devices/dispenser/fault-texts.ts';
import { documentCameraFaultTexts } from '../../devices/document-camera/fault-texts.ts';
import { documentPrinterFaultTexts } from '../../devices/document-printer/fault-texts.ts';
import { doorFaultTexts } from '../../devices/door/fault-texts.ts';
import { cardReadFailureTexts, idCardReaderFaultTexts } from '../../devices/id-card-reader/fault-texts.ts';
import { lockerFaultTexts } from '../../devices/pickup-locker/fault-texts.ts';
import { powerRelayFaultTexts } from '../../devices/power-relay/fault-texts.ts';
import { receiptPrinterFaultTexts } from '../../devices/receipt-printer/fault-texts.ts';
import { signaturePadFaultTexts } from '../../devices/signature-pad/fault-texts.ts';

/** Every fault that has words, by class. */
export const faultTextsByClass: Record<DeviceClass, object> = {
  'id-card-reader': { ...idCardReaderFaultTexts, ...cardReadFailureTexts },
  'code-scanner': codeScannerFaultTexts,
  'receipt-printer': receiptPrinterFaultTexts,
  'pickup-locker': lockerFaultTexts,
  'document-camera': documentCameraFaultTexts,
  'document-printer': documentPrinterFaultTexts,
  door: doorFaultTexts,
  dispenser: dispenserFaultTexts,
  'signature-pad': signaturePadFaultTexts,
  'power-relay': powerRelayFaultTexts,
};

/** Why a fault has no recording: nothing that crosses a line makes it, or no simulated unit can. */
export const withoutRecording: Record<string, Record<string, string>> = {
  'receipt-printer': {
    cancelled: 'nobody waits any more, and nothing is sent',
    unknown_vendor_bits: 'kept for bits that no simulated unit shows',
  },
  'pickup-locker': {
    no_such_cell: 'refused before anything is sent',
    cancelled: 'nobody waits any more, and nothing is sent',
    unknown_code: 'no board of these makes sends codes',
  },
  'document-camera': {
    not_allowed: 'the browser refuses; nothing comes from a camera',
    in_use: 'the file camera of the browser can be opened by everybody',
    no_picture: 'the file camera of the browser always has its next frame',
  },
  'document-printer': { job_stuck: 'a minute of questions; its test makes it quicker' },
  door: { cancelled: 'nobody waits any more, and nothing is sent' },
  dispenser: {
    count_too_large: 'refused before anything is sent',
    cancelled: 'nobody waits any more, and nothing is sent',
  },
  'power-relay': {
    no_outlet: 'refused before anything is sent',
    cancelled: 'nobody waits any more, and nothing is sent',
  },
  'signature-pad': {
    command_unknown: 'the simulated pad knows every report that it is sent',
    bad_parameter: 'the simulated pad knows every report that it is sent',
  },
};
