import type { Certificate } from '../../../contract/city.ts';
import { groupClaimCode } from '../../../contract/claim-code.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { CaseId, IntentId, Language, LocalizedText } from '../../../contract/words.ts';
import type { SlipFacts } from './case-content.ts';
import type { AcceptedFacts, Deliverable } from './case-state.ts';
import { isDenied } from './case-steps.ts';
import { effects } from './effects.ts';

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
  decision: AcceptedFacts['decision'];
}

const words = {
  receipt: { zh: '受理回执', en: 'Receipt of acceptance' },
  waitingSlip: { zh: '待提交凭条', en: 'Waiting slip' },
  acceptanceNumber: { zh: '受理编号', en: 'Acceptance number' },
  reference: { zh: '凭条号', en: 'Slip number' },
  item: { zh: '事项', en: 'Service' },
  department: { zh: '受理部门', en: 'Department' },
  applicant: { zh: '办事人', en: 'Applicant' },
  company: { zh: '企业', en: 'Company' },
  agent: { zh: '代办人', en: 'Agent' },
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
  document: { zh: '工作人员扫码用', en: 'For the staff to scan' },
  waitingTitle: { zh: '已收下，尚未受理', en: 'Taken, NOT accepted yet' },
  waitingResult: { zh: '怎样知道结果', en: 'How you learn the result' },
  waitingAsk: {
    zh: '受理后会发短信通知您。也可以带本凭条到窗口，或拨打咨询电话，报凭条号查询。',
    en: 'You will get a text message once it is accepted. You can also ask at the counter or by telephone with the slip number.',
  },
  decision: { zh: '审批结果', en: 'Decision' },
  colon: { zh: '：', en: ': ' },
  claimSlip: { zh: '凭码条', en: 'Claim slip' },
  claimCode: { zh: '凭码', en: 'Claim code' },
  owed: { zh: '尚未交给您的', en: 'What you are still owed' },
  claimAsk: {
    zh: '请保留本条。联系工作人员或拨打咨询电话时报这个凭码，工作人员据此为您补办。请不要告诉其他人。',
    en: 'Please keep this slip. Tell the code to the staff, here or by telephone, and they will make good what is missing. Do not tell it to anybody else.',
  },
} as const satisfies Record<string, LocalizedText>;

const decisionWords = {
  approved: { zh: '审批通过', en: 'Approved' },
  refused: { zh: '没有通过', en: 'Not approved' },
  returned: { zh: '已退回', en: 'Returned' },
} as const satisfies Record<string, LocalizedText>;

/** The receipt of an accepted case, with what was decided and why. `money`: what it says about a payment. */
export function composeReceipt(
  occasion: SlipOccasion,
  acceptance: AcceptanceFacts,
  reasons: readonly LocalizedText[],
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
      ...decisionBlocks(say, acceptance.decision, reasons),
      ...(isDenied(acceptance.decision) ? [] : [text(say(words.next), true), text(say(facts.next))]),
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
      text(say(words.waitingTitle), true),
      text(say(effects.submit.told.unknown)),
      text(say(words.waitingResult), true),
      text(say(words.waitingAsk)),
      ...footing(occasion, 'waiting'),
    ],
  };
}

/**
 * What a resident names to the staff when something did not come out, or nobody knows whether it did.
 * The one slip for everything that is owed. `money`: what it says about a payment.
 */
export function composeClaimSlip(
  occasion: SlipOccasion,
  code: string,
  acceptanceNumber: string | null,
  owed: readonly Deliverable[],
  money: readonly ReceiptBlock[] = [],
): ReceiptDocument {
  const { facts } = occasion;
  const say = speaker(facts.language);
  const number = acceptanceNumber
    ? pair(say(words.acceptanceNumber), acceptanceNumber)
    : pair(say(words.reference), slipNumber(occasion.caseId));
  return {
    documentId: occasion.documentId,
    title: say(words.claimSlip),
    blocks: [
      ...largeNumber(say(words.claimCode), groupClaimCode(code)),
      { kind: 'rule' },
      pair(say(words.item), say(facts.itemName)),
      number,
      ...(owed.length > 0 ? [text(say(words.owed), true)] : []),
      ...owed.flatMap((each) => (toldOf(each) ? [text(say(toldOf(each) ?? words.owed))] : [])),
      ...(money.length > 0 ? [{ kind: 'rule' } as const, ...money] : []),
      { kind: 'rule' },
      text(say(words.claimAsk), true),
      ...footing(occasion, 'claim'),
    ],
  };
}

/** What the outcome of a thing handed out means for the resident; null while there is none. */
export function toldOf({ kind, state, by }: Deliverable): LocalizedText | null {
  if (state !== 'done' && state !== 'failed' && state !== 'unknown') return null;
  const outcome = state === 'done' ? 'confirmed' : state;
  const acts = Object.entries(effects);
  const act = acts.find(([name]) => name === by) ?? acts.find(([, { handsOut }]) => handsOut === kind);
  return act?.[1].told[outcome] ?? null;
}

function decisionBlocks(
  say: (text: LocalizedText) => string,
  decision: AcceptanceFacts['decision'],
  reasons: readonly LocalizedText[],
): ReceiptBlock[] {
  switch (decision) {
    case 'none':
      return [];
    case 'pending':
    case 'later':
      return [text(say(effects.query_decision.told.unknown), true), { kind: 'rule' }];
    case 'approved':
    case 'refused':
    case 'returned': {
      const word = decisionWords[decision];
      return [
        text(`${say(words.decision)}${say(words.colon)}${say(word)}`, true),
        ...reasons.map((reason) => text(say(reason))),
        { kind: 'rule' },
      ];
    }
  }
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
    ...(facts.company ? [pair(say(words.company), facts.company)] : []),
    pair(say(facts.company ? words.agent : words.applicant), facts.maskedName),
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
