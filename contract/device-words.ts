import type { DeviceState, Fault, StorageKind } from './device-common.ts';
import type { LocalizedText } from './words.ts';

/** What people call the devices of the terminal; on screens and on slips alike. */
const deviceNames: Readonly<Record<string, LocalizedText>> = {
  'id-card-reader': { zh: '身份证阅读器', en: 'ID card reader' },
  'code-scanner': { zh: '扫码器', en: 'Code scanner' },
  'receipt-printer': { zh: '凭条打印机', en: 'Receipt printer' },
  'document-printer': { zh: '文件打印机', en: 'Document printer' },
  'document-camera': { zh: '高拍仪', en: 'Document camera' },
  'pickup-locker': { zh: '取件柜', en: 'Pickup locker' },
  dispenser: { zh: '发卡机', en: 'Dispenser' },
  door: { zh: '门', en: 'Door' },
  'signature-pad': { zh: '签名板', en: 'Signature pad' },
  'power-relay': { zh: '电源继电器', en: 'Power relay' },
};

/** A class nobody has named yet is shown as it is written in the configuration. */
export function deviceName(deviceClass: string): LocalizedText {
  return deviceNames[deviceClass] ?? { zh: deviceClass, en: deviceClass };
}

export const storageKindWords: Readonly<Record<StorageKind, LocalizedText>> = {
  paper_roll: { zh: '凭条纸卷', en: 'Receipt roll' },
  paper_tray: { zh: '纸盒', en: 'Paper tray' },
  cards: { zh: '卡箱', en: 'Card hopper' },
  invoices: { zh: '发票箱', en: 'Invoice hopper' },
  cells: { zh: '格口', en: 'Cells' },
  retained: { zh: '回收箱', en: 'Bin for items not taken' },
};

export const deviceStateWords: Readonly<Record<DeviceState, LocalizedText>> = {
  online: { zh: '在线', en: 'online' },
  offline: { zh: '没有应答', en: 'does not answer' },
  no_device: { zh: '没有接上', en: 'not connected' },
  hardware_error: { zh: '硬件故障', en: 'hardware fault' },
  unknown: { zh: '还不清楚', en: 'not known yet' },
};

/** Who has to do something so that the fault goes away. */
export const nextActWords: Readonly<Record<Fault['nextAct'], LocalizedText>> = {
  none: { zh: '不用处理，会自行恢复。', en: 'Nothing to do; it recovers by itself.' },
  customer: { zh: '由办事人处理。', en: 'The resident puts it right.' },
  attendant: { zh: '由现场人员处理。', en: 'Attendant on site puts it right.' },
  technician: { zh: '由维修人员处理。', en: 'Technician puts it right.' },
  vendor: { zh: '联系厂家。', en: 'Call the maker.' },
};
