import type { ShownFact } from '../../../contract/attendant.ts';
import type { LocalizedText } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';

/** Names of what devices and journal tell; on the screen and on the slip alike. */
export const factLabels = {
  samId: { zh: '安全模块号', en: 'Security module' },
  paper: { zh: '纸', en: 'Paper' },
  toner: { zh: '碳粉', en: 'Toner' },
  cover: { zh: '机盖', en: 'Cover' },
  media: { zh: '纸盒内', en: 'In the trays' },
  lock: { zh: '门锁', en: 'Lock' },
  door: { zh: '门', en: 'Door' },
  gate: { zh: '出口', en: 'Gate' },
  path: { zh: '通道', en: 'Path' },
  cells: { zh: '格口', en: 'Cells' },
  cellsOpen: { zh: '开着的', en: 'Open' },
  cellsUnknown: { zh: '不清楚的', en: 'Not known' },
  picture: { zh: '画面', en: 'Picture' },
  cardKind: { zh: '证件', en: 'Card' },
  name: { zh: '姓名', en: 'Name' },
  number: { zh: '号码', en: 'Number' },
  readIn: { zh: '读取用时', en: 'Read in' },
  symbology: { zh: '码制', en: 'Symbology' },
  characters: { zh: '字符数', en: 'Characters' },
  ending: { zh: '最后四位', en: 'Last four' },
  model: { zh: '型号', en: 'Model' },
  firmware: { zh: '固件', en: 'Firmware' },
  strokes: { zh: '笔画', en: 'Strokes' },
  points: { zh: '采样点', en: 'Points' },
  pressure: { zh: '最大压力', en: 'Greatest pressure' },
  cell: { zh: '格口', en: 'Cell' },
  item: { zh: '物品', en: 'Item' },
  cutCount: { zh: '切纸计数', en: 'Cuts counted' },
  cutCountBefore: { zh: '之前的切纸数', en: 'Cuts before' },
  cutCountAfter: { zh: '之后的切纸数', en: 'Cuts after' },
  doorBefore: { zh: '之前的门', en: 'Door before' },
  doorAfter: { zh: '之后的门', en: 'Door after' },
  sheetsOut: { zh: '出纸张数', en: 'Sheets out' },
  sheetsCounted: { zh: '计数器增加', en: 'Counter rose by' },
  sheetCount: { zh: '打印机总张数', en: "Printer's sheet count" },
  binCount: { zh: '回收箱内', en: 'In the bin' },
  decidedBy: { zh: '判断依据', en: 'Decided by' },
  fault: { zh: '故障代码', en: 'Fault code' },
} as const satisfies Record<string, LocalizedText>;

const notKnown: LocalizedText = { zh: '不清楚', en: 'not known' };

export const valueWords = {
  paper: {
    full: { zh: '够用', en: 'enough' },
    low: { zh: '快用完', en: 'low' },
    out: { zh: '没有了', en: 'none' },
    jammed: { zh: '卡住', en: 'jammed' },
    unknown: notKnown,
  },
  power: { on: { zh: '有电', en: 'on' }, off: { zh: '断电', en: 'off' }, unknown: notKnown },
  lock: {
    locked: { zh: '锁着', en: 'locked' },
    released: { zh: '已松开', en: 'let go' },
    unknown: notKnown,
  },
  door: { open: { zh: '开着', en: 'open' }, closed: { zh: '关着', en: 'closed' }, unknown: notKnown },
  gate: {
    empty: { zh: '空', en: 'empty' },
    item_present: { zh: '有一张', en: 'an item lies there' },
    unknown: notKnown,
  },
  path: {
    clear: { zh: '畅通', en: 'clear' },
    item_inside: { zh: '有一张在里面', en: 'an item is inside' },
    unknown: notKnown,
  },
  item: {
    at_gate: { zh: '在出口', en: 'at the gate' },
    taken: { zh: '已被取走', en: 'taken' },
    captured: { zh: '已收回', en: 'taken back' },
    inside: { zh: '在机内', en: 'inside' },
  },
  decidedBy: {
    completion: { zh: '设备当场的答复', en: "the device's own answer" },
    command: { zh: '设备程序的记录', en: "the device program's memory" },
    job: { zh: '设备程序的记录', en: "the device program's memory" },
    cut_count: { zh: '切纸计数', en: 'the cut counter' },
    door: { zh: '门的状态', en: 'the door' },
    nothing: { zh: '没有依据', en: 'nothing' },
    device_away: { zh: '设备没有应答', en: 'nothing: the device was away' },
    device_running: { zh: '设备一直没有做完', en: 'nothing: the device never ended' },
  },
  cardKind: {
    resident: { zh: '居民身份证', en: 'resident identity card' },
    residence_permit: { zh: '港澳台居民居住证', en: 'residence permit (J)' },
    foreigner_2017: { zh: '外国人永居证（2017）', en: 'foreigner, 2017 (I)' },
    foreigner_2023: { zh: '外国人永居证（2023）', en: 'foreigner, 2023 (Y)' },
  },
} as const satisfies Record<string, Record<string, LocalizedText>>;

/** A figure or a code reads the same in both languages. */
export function inBoth(text: string): LocalizedText {
  return { zh: text, en: text };
}

/** Which words the value of an evidence is told in. */
const wordsOfEvidence: Readonly<Record<string, Readonly<Record<string, LocalizedText>>>> = {
  doorBefore: valueWords.door,
  doorAfter: valueWords.door,
  door: valueWords.door,
  lock: valueWords.lock,
  gate: valueWords.gate,
  path: valueWords.path,
  item: valueWords.item,
  decidedBy: valueWords.decidedBy,
};

/** Evidence for a person's eyes, in the order of the labels. What has no label is the program's own affair. */
export function evidenceFacts(evidence: Evidence): ShownFact[] {
  const told = new Map(Object.entries(evidence));
  return Object.entries(factLabels).flatMap(([name, label]) => {
    const value = told.get(name);
    if (value === undefined || value === null || name === 'cell') return [];
    return [{ label, value: wordsOfEvidence[name]?.[String(value)] ?? inBoth(String(value)) }];
  });
}
