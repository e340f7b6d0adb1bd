import type { SelfTest } from '../../../contract/attendant.ts';
import { nextActWords } from '../../../contract/device-words.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { IntentId, Language, LocalizedText } from '../../../contract/words.ts';
import { shanghaiTime } from '../cases/index.ts';

const words = {
  title: { zh: '自检报告', en: 'Self-test report' },
  terminal: { zh: '终端', en: 'Terminal' },
  attendant: { zh: '人员代码', en: 'Attendant' },
  time: { zh: '时间', en: 'Time' },
  document: { zh: '凭条识别码', en: 'Slip code' },
  reads: {
    zh: '能读到这张凭条，说明打印和切纸正常。',
    en: 'If you can read this slip, printing and cutting work.',
  },
} as const satisfies Record<string, LocalizedText>;

const verdicts: Record<SelfTest['results'][number]['verdict'], LocalizedText> = {
  passed: { zh: '正常', en: 'works' },
  attention: { zh: '请留意', en: 'look at it' },
  failed: { zh: '故障', en: 'faulty' },
  no_answer: { zh: '没有应答', en: 'no answer' },
};

/** What the self-test found, on paper: one line for each device, its fault and next act below. */
export function composeTestSlip(
  documentId: IntentId,
  about: {
    terminalId: string;
    attendantId: string;
    atMs: number;
    language: Language;
    results: SelfTest['results'];
  },
): ReceiptDocument {
  const say = (text: LocalizedText) => text[about.language];
  const line = (text: string): ReceiptBlock => ({ kind: 'text', text, align: 'left', size: 1, bold: false });
  return {
    documentId,
    title: say(words.title),
    blocks: [
      { kind: 'pair', label: say(words.terminal), value: about.terminalId },
      { kind: 'pair', label: say(words.time), value: shanghaiTime(about.atMs) },
      { kind: 'pair', label: say(words.attendant), value: about.attendantId },
      { kind: 'rule' },
      ...about.results.flatMap(({ name, verdict, answerMs, fault }): ReceiptBlock[] => [
        { kind: 'pair', label: say(name), value: `${say(verdicts[verdict])} ${answerMs} ms` },
        ...(fault
          ? [
              line(`  ${say(fault.words)} ${say(nextActWords[fault.nextAct])}`),
              line(`  ${fault.vendorCode === null ? fault.code : `${fault.code} ${fault.vendorCode}`}`),
            ]
          : []),
      ]),
      { kind: 'rule' },
      line(say(words.reads)),
      { kind: 'qr', data: `budayang:${documentId}:self-test`, caption: say(words.document) },
    ],
  };
}
