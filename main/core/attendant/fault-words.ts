import type { ExplainedFault } from '../../../contract/attendant.ts';
import type { Fault } from '../../../contract/device-common.ts';
import type { LocalizedText } from '../../../contract/words.ts';
import { codeScannerFaultTexts } from '../../../devices/code-scanner/fault-texts.ts';
import { faultTexts as dispenserFaultTexts } from '../../../devices/dispenser/fault-texts.ts';
import { documentPrinterFaultTexts } from '../../../devices/document-printer/fault-texts.ts';
import { doorFaultTexts } from '../../../devices/door/fault-texts.ts';
import { idCardReaderFaultTexts } from '../../../devices/id-card-reader/fault-texts.ts';
import { lockerFaultTexts } from '../../../devices/pickup-locker/fault-texts.ts';
import { signaturePadFaultTexts } from '../../../devices/signature-pad/fault-texts.ts';

/** Classes whose drivers bring their own words. */
export const wordsByClass: Readonly<
  Record<string, Readonly<Record<string, { readonly technician: LocalizedText }>>>
> = {
  'id-card-reader': idCardReaderFaultTexts,
  'code-scanner': codeScannerFaultTexts,
  'pickup-locker': lockerFaultTexts,
  door: doorFaultTexts,
  dispenser: dispenserFaultTexts,
  'document-printer': documentPrinterFaultTexts,
  'signature-pad': signaturePadFaultTexts,
};

/** Faults of all others, for the person who puts them right: what is wrong and where to look first. */
export const faultWords: Readonly<Record<string, LocalizedText>> = {
  device_away: {
    zh: '设备程序没有运行，正在自动重启。',
    en: 'The device program is not running; it is being started again.',
  },
  no_answer: {
    zh: '设备没有应答：检查电源、数据线和波特率。',
    en: 'The unit does not answer: check power, cable and baud rate.',
  },
  port_not_found: {
    zh: '找不到配置的端口：检查接线和配置。',
    en: 'The configured port is not there: check cable and configuration.',
  },
  port_busy: { zh: '端口被别的程序占用。', en: 'Another program holds the port.' },
  cancelled: { zh: '命令被取消。', en: 'The command was cancelled.' },
  unrecoverable: {
    zh: '打印机报告不可恢复的故障：断电重启，仍不行就更换。',
    en: 'The printer reports a fault it cannot leave: power-cycle it, replace it if that does not help.',
  },
  cutter_error: {
    zh: '切刀卡住：打开机盖，取出纸屑，让切刀复位。',
    en: 'The cutter is stuck: open the cover, take out scraps, bring the cutter home.',
  },
  paper_jam: {
    zh: '卡纸：打开机盖，取出卡住的纸，重新合上。',
    en: 'Paper is jammed: open the cover, take it out, close again.',
  },
  cover_open: { zh: '机盖开着：合上机盖。', en: 'The cover is open: close it.' },
  paper_out: { zh: '没有纸：换上新的纸卷。', en: 'No paper: put in a new roll.' },
  paper_low: { zh: '纸快用完了：准备新的纸卷。', en: 'Paper is nearly used up: have a new roll at hand.' },
  head_hot: { zh: '打印头过热，冷却后会继续。', en: 'The print head is hot; it goes on once it has cooled.' },
  recovery_pending: {
    zh: '打印机停下了，等待继续：检查纸路后合上机盖。',
    en: 'The printer has stopped and waits to go on: check the paper path and close the cover.',
  },
  offline: {
    zh: '打印机离线：检查机盖、纸和面板。',
    en: 'The printer is offline: check cover, paper and its panel.',
  },
  no_confirmation: {
    zh: '打印机没有确认这一张：看出纸口有没有纸。',
    en: 'The printer did not confirm this slip: look whether it came out.',
  },
  unknown_vendor_bits: {
    zh: '打印机报告了未知的状态位，见代码。',
    en: 'The printer reports status bits nobody knows; see the code.',
  },
};

const unknownFault: LocalizedText = {
  zh: '未知故障代码，请把代码告诉厂家。',
  en: 'Unknown fault code; tell it to the maker.',
};

export function wordsOfFault(deviceClass: string, code: string): LocalizedText {
  return wordsByClass[deviceClass]?.[code]?.technician ?? faultWords[code] ?? unknownFault;
}

/** A fault with its words. A code without words is shown as unknown, together with what the unit said. */
export function explainFault(deviceClass: string, fault: Fault | null): ExplainedFault | null {
  if (!fault) return null;
  const words = wordsOfFault(deviceClass, fault.code);
  return { ...fault, known: words !== unknownFault, words };
}
