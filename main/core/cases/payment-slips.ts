import { formatFen, type PaymentView } from '../../../contract/payment.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { Language, LocalizedText } from '../../../contract/words.ts';
import {
  type AcceptanceFacts,
  footing,
  largeNumber,
  pair,
  person,
  type SlipOccasion,
  slipNumber,
  text,
} from './slips.ts';

const words = {
  paid: { zh: '已付金额', en: 'Paid' },
  amount: { zh: '金额', en: 'Amount' },
  yuan: { zh: '元', en: 'yuan' },
  orderNumber: { zh: '付款单号', en: 'Payment number' },
  acceptanceNumber: { zh: '受理编号', en: 'Acceptance number' },
  reference: { zh: '凭条号', en: 'Slip number' },
  invoice: {
    zh: '电子票据可凭付款单号在“随申办”开具。',
    en: "Ask for the electronic invoice in the city's app with the payment number.",
  },
  titles: {
    returned: { zh: '退款凭条', en: 'Refund slip' },
    unclear: { zh: '付款待确认凭条', en: 'Slip for a payment to be confirmed' },
  },
  says: {
    returned: {
      zh: '东西没有交到您手里，您付的钱已全部退回原账户。到账时间以您的支付软件为准。',
      en: 'What you paid for did not come out, so all of your money has gone back to the account it came from. Your wallet says when it arrives.',
    },
    unclear: {
      zh: '目前还不知道这笔钱是否扣款或退回。系统会继续核对，工作人员已收到提醒。如果您的支付软件显示已扣款，请凭本条咨询，钱会全部退回。',
      en: 'We do not know yet whether this money was taken or has gone back. The system keeps checking and the staff have been told. If your wallet shows that it was taken, ask with this slip: all of it will be returned.',
    },
  },
} as const;

/** What the receipt of an item that costs something says about the money. */
export function paymentLines(language: Language, payment: PaymentView | null): ReceiptBlock[] {
  if (payment?.standing !== 'paid') return [];
  return [
    pair(words.paid[language], yuan(payment.amountFen, language)),
    ...orderLines(language, payment),
    text(words.invoice[language]),
  ];
}

/** What the slip with the claim code says about money that was not kept, or of which nobody knows yet. */
export function claimedMoney(language: Language, payment: PaymentView): ReceiptBlock[] {
  return [
    pair(words.amount[language], yuan(payment.amountFen, language)),
    ...orderLines(language, payment),
    text(words.says[standingOf(payment)][language], true),
  ];
}

/**
 * Instead of a receipt where the money was not kept, or nobody knows yet, and there is no claim code:
 * what to do with this paper.
 */
export function composePaymentSlip(
  occasion: SlipOccasion,
  acceptance: AcceptanceFacts,
  payment: PaymentView,
): ReceiptDocument {
  const { facts, caseId, documentId } = occasion;
  const { language } = facts;
  const say = (localized: LocalizedText) => localized[language];
  const standing = standingOf(payment);
  return {
    documentId,
    title: say(words.titles[standing]),
    blocks: [
      ...largeNumber(say(words.reference), slipNumber(caseId)),
      { kind: 'rule' },
      ...person(facts),
      pair(say(words.amount), yuan(payment.amountFen, language)),
      ...orderLines(language, payment),
      pair(say(words.acceptanceNumber), acceptance.acceptanceNumber),
      { kind: 'rule' },
      text(say(words.says[standing]), true),
      ...footing(occasion, acceptance.acceptanceNumber),
    ],
  };
}

function standingOf(payment: PaymentView): 'returned' | 'unclear' {
  return payment.standing === 'returned' ? 'returned' : 'unclear';
}

function yuan(fen: number, language: Language): string {
  return `${formatFen(fen)} ${words.yuan[language]}`;
}

/** The number in groups of eight, as a person reads it out. */
function orderLines(language: Language, { orderNumber }: PaymentView): ReceiptBlock[] {
  if (orderNumber === null) return [];
  return [text(words.orderNumber[language]), text(orderNumber.match(/.{8}/g)?.join(' ') ?? orderNumber)];
}
