import type { Certificate } from '../../../contract/city.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { CaseId, IntentId, Language, LocalizedText } from '../../../contract/words.ts';
import type { SlipFacts } from './case-content.ts';

export interface TerminalFacts {
  terminalName: LocalizedText;
  helpPhone: string;
}

export interface SlipOccasion {
  /** The print intent: paper, journal and the printer's memory name the same document. */
  documentId: IntentId;
  caseId: CaseId;
  printedAtMs: number;
  terminal: TerminalFacts;
  facts: SlipFacts;
}

export interface AcceptanceFacts {
  acceptanceNumber: string;
  acceptedAt: string;
}

const words = {
  receipt: { zh: '受理回执', en: 'Receipt of acceptance' },
  waitingSlip: { zh: '待提交凭条', en: 'Waiting slip' },
  acceptanceNumber: { zh: '受理号', en: 'Acceptance number' },
  reference: { zh: '凭条号', en: 'Slip number' },
  item: { zh: '事项', en: 'Service' },
  department: { zh: '受理部门', en: 'Department' },
  applicant: { zh: '办事人', en: 'Applicant' },
  idNumber: { zh: '证件号码', en: 'ID number' },
  acceptedAt: { zh: '受理时间', en: 'Accepted at' },
  confirmedAt: { zh: '确认时间', en: 'Confirmed at' },
  next: { zh: '接下来', en: 'What comes next' },
  terminal: { zh: '终端', en: 'Terminal' },
  printedAt: { zh: '打印时间', en: 'Printed at' },
  help: { zh: '咨询电话', en: 'Help' },
  certificateNumber: { zh: '证明编号', en: 'Certificate number' },
  issuer: { zh: '出具单位', en: 'Issued by' },
  issuedAt: { zh: '出具时间', en: 'Issued at' },
  verify: { zh: '扫码核验真伪', en: 'Scan to verify' },
  document: { zh: '凭条识别码', en: 'Slip code' },
  waitingPromise: {
    zh: '网络暂时中断，您的申请尚未受理。申请已加密保存在本终端，网络恢复后自动提交一次，您无需重新办理。',
    en: 'The network is away: your application has NOT been accepted yet. It is kept encrypted in this terminal and will be sent once, by itself, when the network is back. You need not apply again.',
  },
  waitingAsk: {
    zh: '请保留本凭条，可凭凭条号咨询办理结果。',
    en: 'Please keep this slip and ask with its number how the matter stands.',
  },
} as const satisfies Record<string, LocalizedText>;

/** The receipt of an accepted case. `money`: what it says about a payment. */
export function composeReceipt(
  occasion: SlipOccasion,
  acceptance: AcceptanceFacts,
  money: readonly ReceiptBlock[] = [],
): ReceiptDocument {
  const { facts } = occasion;
  const say = speaker(facts.language);
  return {
    documentId: occasion.documentId,
    title: say(words.receipt),
    blocks: [
      ...largeNumber(say(words.acceptanceNumber), acceptance.acceptanceNumber),
      { kind: 'rule' },
      ...person(facts),
      pair(say(words.acceptedAt), shanghaiTime(Date.parse(acceptance.acceptedAt))),
      ...money,
      { kind: 'rule' },
      text(say(words.next), true),
      text(say(facts.next)),
      ...footing(occasion, acceptance.acceptanceNumber),
    ],
  };
}

/** What a resident gets instead of a receipt while the city cannot be reached. Says plainly what it is not. */
export function composeWaitingSlip(occasion: SlipOccasion): ReceiptDocument {
  const { facts } = occasion;
  const say = speaker(facts.language);
  return {
    documentId: occasion.documentId,
    title: say(words.waitingSlip),
    blocks: [
      ...largeNumber(say(words.reference), slipNumber(occasion.caseId)),
      { kind: 'rule' },
      ...person(facts),
      pair(say(words.confirmedAt), shanghaiTime(occasion.printedAtMs)),
      { kind: 'rule' },
      text(say(words.waitingPromise), true),
      text(say(words.waitingAsk)),
      ...footing(occasion, 'waiting'),
    ],
  };
}

/** A certificate as the city wrote it, with its verification code. */
export function composeCertificate(
  occasion: SlipOccasion,
  acceptance: AcceptanceFacts,
  certificate: Certificate,
): ReceiptDocument {
  const say = speaker(occasion.facts.language);
  const table: ReceiptBlock[] = certificate.table
    ? [
        { kind: 'rule' },
        { kind: 'row', cells: certificate.table.header, bold: true },
        ...certificate.table.rows
          .filter((cells) => cells.length > 0)
          .map((cells): ReceiptBlock => ({ kind: 'row', cells: cells.slice(0, 4), bold: false })),
      ]
    : [];
  return {
    documentId: occasion.documentId,
    title: certificate.title,
    blocks: [
      ...largeNumber(say(words.certificateNumber), certificate.certificateNumber),
      { kind: 'rule' },
      ...certificate.rows.map(({ label, value }) => pair(label, value)),
      ...table,
      { kind: 'rule' },
      pair(say(words.issuer), certificate.issuer),
      pair(say(words.issuedAt), shanghaiTime(Date.parse(certificate.issuedAt))),
      pair(say(words.acceptanceNumber), acceptance.acceptanceNumber),
      { kind: 'qr', data: certificate.verificationUrl, caption: say(words.verify) },
      ...footing(occasion, acceptance.acceptanceNumber),
    ],
  };
}

/** What a person can read out: the first eight characters of the case id in two groups. */
export function slipNumber(caseId: CaseId): string {
  const start = caseId.slice(0, 8).toUpperCase();
  return `${start.slice(0, 4)}-${start.slice(4)}`;
}

/** `2026-11-20 09:05` in Shanghai, whatever the terminal's own time zone. */
export function shanghaiTime(ms: number): string {
  return shanghai.format(ms);
}

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

function speaker(language: Language): (text: LocalizedText) => string {
  return (localized) => localized[language];
}

export function largeNumber(label: string, number: string): ReceiptBlock[] {
  return [
    { kind: 'text', text: label, align: 'center', size: 1, bold: false },
    { kind: 'text', text: number, align: 'center', size: 2, bold: true },
  ];
}

export function person(facts: SlipFacts): ReceiptBlock[] {
  const say = speaker(facts.language);
  return [
    pair(say(words.item), say(facts.itemName)),
    pair(say(words.department), say(facts.department)),
    pair(say(words.applicant), facts.maskedName),
    pair(say(words.idNumber), facts.maskedIdNumber),
  ];
}

export function footing(occasion: SlipOccasion, number: string): ReceiptBlock[] {
  const { facts, terminal, documentId, printedAtMs } = occasion;
  const say = speaker(facts.language);
  return [
    { kind: 'qr', data: `budayang:${documentId}:${number}`, caption: say(words.document) },
    { kind: 'rule' },
    pair(say(words.terminal), say(terminal.terminalName)),
    pair(say(words.printedAt), shanghaiTime(printedAtMs)),
    pair(say(words.help), terminal.helpPhone),
  ];
}

export function pair(label: string, value: string): ReceiptBlock {
  return { kind: 'pair', label, value };
}

export function text(content: string, bold = false): ReceiptBlock {
  return { kind: 'text', text: content, align: 'left', size: 1, bold };
}
