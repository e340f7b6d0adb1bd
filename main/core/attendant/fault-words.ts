import type { ExplainedFault } from '../../../contract/attendant.ts';
import type { Fault } from '../../../contract/device-common.ts';
import type { LocalizedText } from '../../../contract/words.ts';
import { codeScannerFaultTexts } from '../../../devices/code-scanner/fault-texts.ts';
import { faultTexts as dispenserFaultTexts } from '../../../devices/dispenser/fault-texts.ts';
import { documentCameraFaultTexts } from '../../../devices/document-camera/fault-texts.ts';
import { documentPrinterFaultTexts } from '../../../devices/document-printer/fault-texts.ts';
import { doorFaultTexts } from '../../../devices/door/fault-texts.ts';
import { idCardReaderFaultTexts } from '../../../devices/id-card-reader/fault-texts.ts';
import { lockerFaultTexts } from '../../../devices/pickup-locker/fault-texts.ts';
import { powerRelayFaultTexts } from '../../../devices/power-relay/fault-texts.ts';
import { receiptPrinterFaultTexts } from '../../../devices/receipt-printer/fault-texts.ts';
import { signaturePadFaultTexts } from '../../../devices/signature-pad/fault-texts.ts';

/** The words of each class's drivers for the faults they name. */
export const wordsByClass: Readonly<
  Record<string, Readonly<Record<string, { readonly technician: LocalizedText }>>>
> = {
  'id-card-reader': idCardReaderFaultTexts,
  'code-scanner': codeScannerFaultTexts,
  'receipt-printer': receiptPrinterFaultTexts,
  'document-printer': documentPrinterFaultTexts,
  'document-camera': documentCameraFaultTexts,
  'pickup-locker': lockerFaultTexts,
  dispenser: dispenserFaultTexts,
  door: doorFaultTexts,
  'signature-pad': signaturePadFaultTexts,
  'power-relay': powerRelayFaultTexts,
};

/** What the core itself says of a device, whatever its class. */
const coreWords: Readonly<Record<string, LocalizedText>> = {
  device_away: {
    zh: '设备程序没有运行，正在自动重启。',
    en: 'The device program is not running; it is being started again.',
  },
};

const unknownFault: LocalizedText = {
  zh: '未知故障代码，请把代码告诉厂家。',
  en: 'Unknown fault code; tell it to the maker.',
};

/** By these a driver says that its unit told something nobody has listed. */
const unlisted: readonly string[] = ['unknown_code', 'unknown_vendor_bits'];

export function wordsOfFault(deviceClass: string, code: string): LocalizedText {
  return wordsByClass[deviceClass]?.[code]?.technician ?? coreWords[code] ?? unknownFault;
}

/** A fault with its words. A code without words is shown as unknown, together with what the unit said. */
export function explainFault(deviceClass: string, fault: Fault | null): ExplainedFault | null {
  if (!fault) return null;
  const words = wordsOfFault(deviceClass, fault.code);
  return { ...fault, known: words !== unknownFault && !unlisted.includes(fault.code), words };
}
