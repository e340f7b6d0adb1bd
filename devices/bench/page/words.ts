import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { DeviceClass } from '../../../contract/device-common.ts';
import type { Language, LocalizedText } from '../../../contract/words.ts';

type LedgerType = BenchLedgerEntry['type'];
type CardManner =
  | 'proper'
  | 'pulled_away'
  | 'wrong_checksum'
  | 'half_frame'
  | 'unsupported_type'
  | 'not_authentic'
  | 'foreigner_2023'
  | 'residence_permit'
  | 'unknown_type';

export const deviceNames: Record<DeviceClass, LocalizedText> = {
  'id-card-reader': { zh: '身份证阅读器', en: 'ID card reader' },
  'code-scanner': { zh: '扫码器', en: 'Code scanner' },
  'receipt-printer': { zh: '凭条打印机', en: 'Receipt printer' },
  'pickup-locker': { zh: '取件柜', en: 'Pick-up locker' },
  'document-camera': { zh: '高拍仪', en: 'Document camera' },
  'document-printer': { zh: '文件打印机', en: 'Document printer' },
  door: { zh: '门禁', en: 'Entrance door' },
  dispenser: { zh: '发卡机', en: 'Dispenser' },
  'signature-pad': { zh: '签名板', en: 'Signature pad' },
  'power-relay': { zh: '电源继电器', en: 'Power relay' },
};

export const cardManners: Record<CardManner, LocalizedText> = {
  proper: { zh: '正常放置', en: 'Lies properly' },
  pulled_away: { zh: '读到一半拿走', en: 'Pulled away' },
  wrong_checksum: { zh: '校验错误一次', en: 'Checksum wrong once' },
  half_frame: { zh: '只到半帧', en: 'Half a frame' },
  unsupported_type: { zh: '外国人永居证（2017）', en: "Foreigner's card of 2017" },
  not_authentic: { zh: '证件未通过认证', en: 'Not authentic' },
  foreigner_2023: { zh: '外国人永居证（2023）', en: "Foreigner's card of 2023" },
  residence_permit: { zh: '港澳台居民居住证', en: 'Hong Kong, Macao, Taiwan permit' },
  unknown_type: { zh: '不认识的证件', en: 'Unknown card' },
};

export function nameManner(manner: string, language: Language): string {
  return manner in cardManners ? cardManners[manner as CardManner][language] : manner;
}

export const ledgerNames: Record<LedgerType, LocalizedText> = {
  card_laid: { zh: '放上证件', en: 'Card laid' },
  card_lifted: { zh: '拿走证件', en: 'Card lifted' },
  card_read: { zh: '证件信息已读出', en: 'Card text crossed the line' },
  code_shown: { zh: '出示二维码', en: 'Code shown' },
  picture_laid: { zh: '放上材料', en: 'Picture laid' },
  paper_cut: { zh: '凭条切下', en: 'Paper cut' },
  paper_taken: { zh: '凭条取走', en: 'Paper taken' },
  door_opened: { zh: '柜门打开', en: 'Door opened' },
  door_closed: { zh: '柜门关上', en: 'Door closed' },
  parcel_taken: { zh: '物品取走', en: 'Parcel taken' },
  door_release_began: { zh: '门锁松开', en: 'Lock of the entrance let go' },
  door_released: { zh: '门锁重新锁上', en: 'Lock of the entrance holds again' },
  entrance_moved: { zh: '大门', en: 'Entrance door' },
  item_dispensed: { zh: '发出一张', en: 'Item dispensed' },
  item_taken: { zh: '取走一张', en: 'Item taken' },
  item_captured: { zh: '收回一张', en: 'Item captured' },
  power_cut: { zh: '继电器断电', en: 'Power cut by the relay' },
  power_restored: { zh: '继电器恢复供电', en: 'Power given back' },
  fault_made: { zh: '人为状况', en: 'Made by hand' },
  sheets_out: { zh: '文件打印出来', en: 'Sheets came out' },
  pen_lifted: { zh: '写下一笔', en: 'Pen lifted' },
  pad_wiped: { zh: '签名板清屏', en: 'Pad wiped' },
  sheets_taken: { zh: '文件取走', en: 'Sheets taken' },
};

/** Codes of the bench's own `fault_made` entries; one that is not listed is shown as it is. */
const faultNames: Record<string, LocalizedText> = {
  unplugged: { zh: '拔线', en: 'unplugged' },
  hung: { zh: '死机', en: 'hung' },
  plugged: { zh: '插线', en: 'plugged in' },
  paper_full: { zh: '装满纸', en: 'paper filled' },
  paper_low: { zh: '纸将尽', en: 'paper low' },
  paper_out: { zh: '缺纸', en: 'paper out' },
  jammed: { zh: '卡纸', en: 'jammed' },
  jam_cleared: { zh: '清除卡纸', en: 'jam cleared' },
  cover_opened: { zh: '打开上盖', en: 'cover opened' },
  cover_closed: { zh: '合上上盖', en: 'cover closed' },
  relay_stuck: { zh: '继电器卡住', en: 'relay stuck' },
  relay_freed: { zh: '继电器解除卡住', en: 'relay freed' },
  jams_at_feed: { zh: '下一张在送出卡箱时卡住', en: 'next item jams at the hopper' },
  jams_at_present: { zh: '下一张在出卡口卡住', en: 'next item jams at the gate' },
  jams_at_capture: { zh: '下一张在回收时卡住', en: 'next item jams on the way to the bin' },
  wiping_stuck: { zh: '无法清屏', en: 'cannot be wiped' },
  wiping_freed: { zh: '恢复清屏', en: 'can be wiped again' },
  bin_emptied: { zh: '清空回收箱', en: 'bin emptied' },
};
const faultPatterns: [RegExp, LocalizedText][] = [
  [/^paper_ends_after_(\d+)_lines$/, { zh: '再打 $1 行后缺纸', en: 'paper ends after $1 lines' }],
  [/^items_put_in_(\d+)$/, { zh: '装入 $1 张', en: '$1 items put in' }],
  [/^cell_([\d-]+)_stuck$/, { zh: '格口 $1 卡住', en: 'cell $1 stuck' }],
  [/^cell_([\d-]+)_freed$/, { zh: '格口 $1 解除卡住', en: 'cell $1 freed' }],
  [/^tray_holds_(\d+)_sheets$/, { zh: '纸盒中有 $1 张纸', en: 'tray holds $1 sheets' }],
  [/^jams_after_(\d+)_sheets$/, { zh: '再打 $1 张后卡纸', en: 'jams after $1 sheets' }],
];

export function nameFault(fault: string, language: Language): string {
  const name = faultNames[fault];
  if (name) return name[language];
  const pattern = faultPatterns.find(([expression]) => expression.test(fault));
  return pattern ? fault.replace(pattern[0], pattern[1][language]) : fault;
}

const words = {
  title: { zh: '设备台', en: 'Device bench' },
  subtitle: {
    zh: '用软件扮演的设备：字节是真的，人是虚构的',
    en: 'Devices played in software: real bytes, invented people',
  },
  comma: { zh: '，', en: ', ' },
  otherLanguage: { zh: 'English', en: '中文' },
  connecting: { zh: '正在连接设备台…', en: 'Connecting to the bench…' },
  lost: { zh: '与设备台的连接断开，正在重试…', en: 'Lost the bench, trying again…' },
  attached: { zh: '驱动已连接', en: 'Attached' },
  waiting: { zh: '等待驱动', en: 'No driver' },
  powered: { zh: '有电', en: 'on' },
  unplugged: { zh: '已拔线', en: 'Unplugged' },
  streamFile: { zh: '由浏览器读取', en: 'By browser' },
  noPower: { zh: '没有电', en: 'No power' },
  booting: { zh: '正在启动', en: 'Booting' },
  hung: { zh: '死机，断电才能恢复', en: 'Hung until its power is cut' },
  hang: { zh: '让它死机', en: 'Hang it' },
  unplug: { zh: '拔线', en: 'Unplug' },
  plug: { zh: '插线', en: 'Plug in' },
  manner: { zh: '放置方式', en: 'How it is laid' },
  lift: { zh: '拿走证件', en: 'Lift the card' },
  onReader: { zh: '在阅读器上', en: 'On the reader' },
  readerEmpty: { zh: '阅读器上没有证件，点一张放上', en: 'Nothing on the reader; touch a card to lay it' },
  phoneOf: { zh: '谁的手机', en: 'Whose phone' },
  showCode: { zh: '出示随申码', en: 'Show the 随申码' },
  wallet: { zh: '钱包', en: 'Wallet' },
  wallet_sufficient: { zh: '余额够', en: 'Enough' },
  wallet_insufficient: { zh: '余额不足', en: 'Too little' },
  wallet_needs_password: { zh: '要输密码', en: 'Asks password' },
  wallet_expired: { zh: '码已过期', en: 'Expired code' },
  showPaymentCode: { zh: '出示付款码', en: 'Show the payment code' },
  enterPassword: { zh: '输入密码付款', en: 'Enter the password' },
  cancelPayment: { zh: '在手机上取消', en: 'Cancel on the phone' },
  qrOnScreen: { zh: '屏幕上付款二维码的内容', en: 'Text of the code on the screen' },
  scanAndPay: { zh: '扫码付款', en: 'Scan and pay' },
  otherCode: { zh: '其他二维码内容', en: 'Text of another code' },
  show: { zh: '出示', en: 'Show' },
  scannerOn: { zh: '扫码器亮着，正在等码', en: 'The scanner is lit and waits' },
  scannerOff: { zh: '扫码器未亮', en: 'The scanner is dark' },
  underCamera: { zh: '镜头下：', en: 'Under the camera: ' },
  emptyDesk: { zh: '台面是空的', en: 'The desk is empty' },
  whosePages: { zh: '谁的材料', en: 'Whose pages' },
  removePicture: { zh: '拿走材料', en: 'Take the page away' },
  takePaper: { zh: '取走凭条', en: 'Take the paper' },
  slotEmpty: { zh: '出纸口是空的', en: 'The slot is empty' },
  paper: { zh: '纸卷', en: 'Paper roll' },
  paperFull: { zh: '充足', en: 'Full' },
  paperLow: { zh: '将尽', en: 'Low' },
  paperOut: { zh: '用完', en: 'Out' },
  endAfter: { zh: '再打 5 行后缺纸', en: 'Ends after 5 lines' },
  jam: { zh: '卡纸', en: 'Jam' },
  clearJam: { zh: '清除卡纸', en: 'Clear the jam' },
  openCover: { zh: '打开上盖', en: 'Open the cover' },
  closeCover: { zh: '合上上盖', en: 'Close the cover' },
  earlierPapers: { zh: '打印过的凭条', en: 'Papers so far' },
  cell: { zh: '格口', en: 'Cell' },
  chooseCell: { zh: '点一个格口', en: 'Touch a cell' },
  openDoor: { zh: '用手打开', en: 'Open by hand' },
  closeDoor: { zh: '关上柜门', en: 'Close the door' },
  takeParcel: { zh: '取走物品', en: 'Take the parcel' },
  placeParcel: { zh: '放入物品', en: 'Place a parcel' },
  parcelFor: { zh: '物品给谁', en: 'Parcel for' },
  nobody: { zh: '不登记', en: 'Nobody' },
  stick: { zh: '让锁卡住', en: 'Let the lock stick' },
  unstick: { zh: '解除卡住', en: 'Free the lock' },
  doorOpen: { zh: '开', en: 'open' },
  doorClosed: { zh: '关', en: 'closed' },
  stuck: { zh: '卡住', en: 'stuck' },
  parcel: { zh: '有物品', en: 'parcel' },
  lockReleased: { zh: '锁已松开', en: 'Lock let go' },
  lockHolds: { zh: '锁着', en: 'Locked' },
  pushDoor: { zh: '推门', en: 'Push the door' },
  letFall: { zh: '关门', en: 'Let it fall shut' },
  stickRelay: { zh: '让继电器卡住', en: 'Let the relay stick' },
  freeRelay: { zh: '解除卡住', en: 'Free the relay' },
  ledger: { zh: '台账：实际发生的事', en: 'Ledger: what really happened' },
  ledgerEmpty: { zh: '还没有发生任何事', en: 'Nothing has happened yet' },
  incomplete: { zh: '不完整', en: 'incomplete' },
  lines: { zh: '行', en: 'lines' },
  byCommand: { zh: '由指令', en: 'by command' },
  byHand: { zh: '用手', en: 'by hand' },
  hopper: { zh: '卡箱', en: 'Hopper' },
  bin: { zh: '回收箱', en: 'Bin' },
  jammedNow: { zh: '卡住了', en: 'jammed' },
  itemAtGate: { zh: '在出卡口', en: 'at the gate' },
  itemInside: { zh: '在机内', en: 'inside' },
  itemStuck: { zh: '卡在通道', en: 'stuck in the path' },
  gateEmpty: { zh: '出卡口是空的', en: 'The gate is empty' },
  takeItem: { zh: '取走', en: 'Take it' },
  holdUpItem: { zh: '把取走的发票对准扫码窗', en: 'Hold the taken invoice to the scanner' },
  putInItems: { zh: '装入 50 张', en: 'Put in 50' },
  emptyBin: { zh: '清空回收箱', en: 'Empty the bin' },
  jamNextItem: { zh: '让下一张卡住', en: 'Let the next one jam' },
  padTakesInk: { zh: '正在签名：用鼠标在下面写', en: 'Takes ink: write below with the mouse' },
  padIsDark: { zh: '没有人在签名，写了也不显示', en: 'Nobody signs; nothing written shows' },
  padField: { zh: '签名板', en: 'Field of the pad' },
  strokes: { zh: '笔', en: 'strokes' },
  stickWiping: { zh: '让它无法清屏', en: 'Let it refuse to be wiped' },
  freeWiping: { zh: '恢复清屏', en: 'Let it be wiped again' },
  sheets: { zh: '张数', en: 'sheets' },
  takeSheets: { zh: '取走文件', en: 'Take the sheets' },
  outputEmpty: { zh: '出纸盘是空的', en: 'The output is empty' },
  inOutput: { zh: '出纸盘中', en: 'In the output' },
  tray: { zh: '纸盒', en: 'Tray' },
  trayFull: { zh: '250 张', en: '250 sheets' },
  trayOne: { zh: '1 张', en: '1 sheet' },
  openDoorOfPrinter: { zh: '打开机门', en: 'Open the door' },
  closeDoorOfPrinter: { zh: '关上机门', en: 'Close the door' },
  jamAfterOne: { zh: '再打 1 张后卡纸', en: 'Jams after 1 sheet' },
  script: { zh: '故障脚本', en: 'Script of misfortunes' },
  seed: { zh: '种子', en: 'seed' },
  scriptText: { zh: '脚本（YAML）：写好后按“开始”', en: 'Script (YAML); write it and press “Start”' },
  scriptStart: { zh: '开始', en: 'Start' },
  scriptStop: { zh: '停止并恢复', en: 'Stop and put right' },
  scriptHelp: { zh: '可用的词和例子', en: 'Words and examples' },
  scriptWhen: { zh: 'when：什么时候', en: 'when: at what moment' },
  scriptDo: { zh: 'do：发生什么', en: 'do: what goes wrong' },
  scriptLine: { zh: 'do：线路上发生什么', en: 'do: what goes wrong on a line' },
  scriptStep: { zh: '每一步还可以写', en: 'also in a step' },
  scriptNothingYet: { zh: '还没有发生什么', en: 'Nothing happened yet' },
  earlierDocuments: { zh: '打印过的文件', en: 'Documents so far' },
} satisfies Record<string, LocalizedText>;

export type Word = keyof typeof words;
export type Say = (word: Word) => string;

export function sayIn(language: Language): Say {
  return (word) => words[word][language];
}
