import type { AttendedStorageUnit, SelfTest } from '../../../contract/attendant.ts';
import { nextActWords } from '../../../contract/device-words.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { IntentId, Language, LocalizedText } from '../../../contract/words.ts';
import { shanghaiTime } from '../cases/index.ts';

const words = {
  report: { zh: '自检报告', en: 'Self-test' },
  pattern: { zh: '打印测试', en: 'Print test' },
  short: { zh: '进纸切纸', en: 'Feed and cut' },
  terminal: { zh: '终端', en: 'Terminal' },
  attendant: { zh: '人员代码', en: 'Attendant' },
  time: { zh: '时间', en: 'Time' },
  document: { zh: '工作人员扫码用', en: 'For the staff to scan' },
  allWork: { zh: '全部正常', en: 'All work' },
  toSee: { zh: '需要处理', en: 'To look at' },
  code: { zh: '代码', en: 'Code' },
  reads: {
    zh: '能读到这张凭条，说明打印和切纸正常。',
    en: 'If you can read this slip, printing and cutting work.',
  },
  look: {
    zh: '请看：字迹清楚，横线不断，两边不缺字，二维码能扫，切口整齐。',
    en: 'Look: clear letters, whole lines, nothing missing at either edge, a QR code that scans, a clean cut.',
  },
} as const satisfies Record<string, LocalizedText>;

const verdicts: Record<SelfTest['results'][number]['verdict'], LocalizedText> = {
  passed: { zh: '正常', en: 'works' },
  attention: { zh: '请留意', en: 'LOOK AT IT' },
  failed: { zh: '故障', en: 'FAULTY' },
  no_answer: { zh: '没有应答', en: 'NO ANSWER' },
};

const levels: Record<AttendedStorageUnit['level'], LocalizedText> = {
  ok: { zh: '够用', en: 'enough' },
  low: { zh: '快没了', en: 'LOW' },
  empty: { zh: '空了', en: 'EMPTY' },
  full: { zh: '满了', en: 'FULL' },
  unknown: { zh: '不清楚', en: 'not known' },
};

export interface SlipOccasion {
  terminalId: string;
  attendantId: string;
  atMs: number;
  language: Language;
}

/** What the self-test found, on paper: what is wrong first, each with its next act, then what works. */
export function composeTestSlip(
  documentId: IntentId,
  about: SlipOccasion & { results: SelfTest['results']; storage: readonly AttendedStorageUnit[] },
): ReceiptDocument {
  const say = (text: LocalizedText) => text[about.language];
  const wrong = about.results.filter(({ verdict }) => verdict !== 'passed');
  const well = about.results.filter(({ verdict }) => verdict === 'passed');
  const summary =
    wrong.length === 0
      ? `${say(words.allWork)} (${well.length})`
      : `${say(words.toSee)} ${wrong.length} / ${about.results.length}`;
  return {
    documentId,
    title: say(words.report),
    blocks: [
      ...head(about),
      line(summary, { bold: true, size: 2 }),
      { kind: 'rule' },
      ...wrong.flatMap((result) => [...wrongDevice(result, about.language), { kind: 'rule' } as const]),
      ...well.map(({ name, verdict, answerMs }): ReceiptBlock => {
        const value = `${say(verdicts[verdict])}  ${answerMs} ms`;
        return { kind: 'pair', label: say(name), value };
      }),
      ...(well.length > 0 ? [{ kind: 'rule' } as const] : []),
      ...about.storage.map((unit) => storagePair(unit, about.language)),
      ...(about.storage.length > 0 ? [{ kind: 'rule' } as const] : []),
      line(say(words.reads)),
      qr(documentId, about.language, 'self-test'),
    ],
  };
}

/** Letters of both sizes, weights and sides, and a full line: what a worn head or a crooked roll spoils. */
export function composePatternSlip(documentId: IntentId, about: SlipOccasion): ReceiptDocument {
  const say = (text: LocalizedText) => text[about.language];
  return {
    documentId,
    title: say(words.pattern),
    blocks: [
      ...head(about),
      line('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789AB'),
      line('永和九年，岁在癸丑，暮春之初，会于会稽山阴。'),
      line('不打烊 Budayang', { size: 2 }),
      line('不打烊 Budayang', { bold: true }),
      { kind: 'text', text: '|<', align: 'left', size: 1, bold: true },
      { kind: 'text', text: '><', align: 'center', size: 1, bold: true },
      { kind: 'text', text: '>|', align: 'right', size: 1, bold: true },
      line('████████████████████████'),
      { kind: 'rule' },
      line(say(words.look)),
      qr(documentId, about.language, 'print-test'),
    ],
  };
}

/** As little as proves feed and knife, and still says which slip it is. */
export function composeShortSlip(documentId: IntentId, about: SlipOccasion): ReceiptDocument {
  return {
    documentId,
    title: words.short[about.language],
    blocks: [
      line(`${about.terminalId}  ${shanghaiTime(about.atMs)}`),
      { kind: 'qr', data: qrText(documentId, 'cut-test'), caption: null },
    ],
  };
}

type Result = SelfTest['results'][number];

function wrongDevice({ name, verdict, fault, facts }: Result, language: Language): ReceiptBlock[] {
  const code = fault && [fault.code, fault.vendorCode].filter(Boolean).join(' ');
  return [
    line(`${name[language]}: ${verdicts[verdict][language]}`, { bold: true }),
    ...(fault ? [line(fault.words[language]), line(`→ ${nextActWords[fault.nextAct][language]}`)] : []),
    ...(code ? [line(`${words.code[language]} ${code}`)] : []),
    ...facts.map((fact): ReceiptBlock => factPair(fact, language)),
  ];
}

function storagePair(
  { name, level, count, capacity }: AttendedStorageUnit,
  language: Language,
): ReceiptBlock {
  const figure = count === null ? `? / ${capacity}` : `${count} / ${capacity}`;
  return { kind: 'pair', label: name[language], value: `${levels[level][language]}  ${figure}` };
}

function factPair({ label, value }: Result['facts'][number], language: Language): ReceiptBlock {
  return { kind: 'pair', label: `  ${label[language]}`, value: value[language] };
}

function head({ terminalId, attendantId, atMs, language }: SlipOccasion): ReceiptBlock[] {
  return [
    { kind: 'pair', label: words.terminal[language], value: terminalId },
    { kind: 'pair', label: words.time[language], value: shanghaiTime(atMs) },
    { kind: 'pair', label: words.attendant[language], value: attendantId },
    { kind: 'rule' },
  ];
}

function line(text: string, look: { bold?: boolean; size?: 1 | 2 } = {}): ReceiptBlock {
  return { kind: 'text', text, align: 'left', size: look.size ?? 1, bold: look.bold ?? false };
}

function qr(documentId: IntentId, language: Language, what: string): ReceiptBlock {
  return { kind: 'qr', data: qrText(documentId, what), caption: words.document[language] };
}

function qrText(documentId: IntentId, what: string): string {
  return `budayang:${documentId}:${what}`;
}
