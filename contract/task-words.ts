import type { Language, LocalizedText } from './words.ts';

/** What is to be done by a person, in a few words; at the terminal and in the fleet's console alike. */
const taskKindWords = {
  missing_receipt: { zh: '欠一张回执', en: 'Receipt is owed' },
  missing_certificate: { zh: '欠一份证明', en: 'Certificate is owed' },
  missing_parcel: { zh: '取件没有完成', en: 'Parcel not handed out' },
  unclear_receipt: { zh: '回执出没出来不清楚', en: 'Not clear if the receipt came out' },
  unclear_certificate: { zh: '证明出没出来不清楚', en: 'Not clear if the certificate came out' },
  unclear_parcel: { zh: '格口开没开不清楚', en: 'Not clear if the cell opened' },
  missing_card: { zh: '欠一张卡', en: 'Card is owed' },
  missing_room: { zh: '房门没有打开', en: 'Door was not opened' },
  missing_invoice: { zh: '发票没有全部发出', en: 'Not all invoices came out' },
  unclear_invoice: { zh: '一份发票出没出来不清楚', en: 'Not clear if an invoice came out' },
  other_invoice_number: { zh: '发出的发票号码不对', en: 'An invoice with another number came out' },
  unclear_card: { zh: '卡出没出来不清楚', en: 'Not clear if the card came out' },
  unclear_room: { zh: '房门开没开不清楚', en: 'Not clear if the door opened' },
  card_taken_back: { zh: '没取走的卡或发票已收回', en: 'Card or invoice left behind, taken back' },
  card_left_behind: { zh: '出口可能有卡或发票', en: 'A card or invoice may lie at the slot' },
  errand_rejected: { zh: '受理系统退回了登记或通知', en: 'City rejected a note or a text' },
  answer_not_understood: { zh: '受理系统的答复看不懂', en: 'City answered what makes no sense' },
  submission_conflict: { zh: '申请内容与受理系统不一致', en: 'City holds another content' },
  submission_content_lost: { zh: '申请内容已无法读取', en: 'Application cannot be read any more' },
  refused_after_waiting: { zh: '等待后申请未被受理', en: 'Refused after waiting' },
  unclear_payment: { zh: '扣没扣款不清楚', en: 'Not clear if money was taken' },
  unclear_refund: { zh: '退没退款不清楚', en: 'Not clear if money went back' },
  undone_payment: { zh: '撤销或退款还没有确认', en: 'Reversal or refund not confirmed' },
  reconciliation_only_ours: { zh: '对账：本机有，城市没有', en: 'Money the city does not know' },
  reconciliation_only_theirs: { zh: '对账：城市有，本机没有', en: 'Money only the city knows' },
  reconciliation_amounts_differ: { zh: '对账：金额不同', en: 'Amounts of money differ' },
} as const satisfies Record<string, LocalizedText>;
type KnownTaskKind = keyof typeof taskKindWords;

export function taskKindsIn(language: Language): Record<KnownTaskKind, string> {
  const kinds = Object.entries(taskKindWords).map(([kind, words]) => [kind, words[language]]);
  return Object.fromEntries(kinds) as Record<KnownTaskKind, string>;
}

/** A kind nobody has named yet, of a newer or older program, is shown as it is. */
export function taskKindName(kind: string): LocalizedText {
  return Object.hasOwn(taskKindWords, kind) ? taskKindWords[kind as KnownTaskKind] : { zh: kind, en: kind };
}
