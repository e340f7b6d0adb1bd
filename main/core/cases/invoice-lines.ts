import { invoiceNumberAt } from '../../../contract/company.ts';
import type { ReceiptBlock } from '../../../contract/receipt-document.ts';
import type { Language, LocalizedText } from '../../../contract/words.ts';
import type { AcceptedFacts, CaseBody } from './case-state.ts';
import { pair, text } from './slips.ts';

const words = {
  invoiceCode: { zh: '发票代码', en: 'Invoice code' },
  handedOut: { zh: '已发出份数', en: 'Handed out' },
  numbers: { zh: '发票号码', en: 'Numbers' },
  checked: { zh: '已扫码核对', en: 'Read and checked' },
} as const satisfies Record<string, LocalizedText>;

/** Nothing more is handed out until a person has looked. */
export const otherNumberTold: LocalizedText = {
  zh: '这份号码不对，已停止，请交给工作人员。',
  en: 'Its number is not the one sold, so no more come out. Please give it to the staff.',
};

/** What a receipt or claim slip says of paper invoices: how many came out, and their numbers. */
export function invoiceLines(
  language: Language,
  sold: AcceptedFacts['invoices'] | undefined,
  sale: CaseBody['invoiceSale'],
): ReceiptBlock[] {
  if (!sold || !sale) return [];
  const { handedOut, count, checked, isOther } = sale;
  const last = handedOut - 1;
  const range = `${invoiceNumberAt(sold, 0)}-${invoiceNumberAt(sold, last)}`;
  return [
    pair(words.invoiceCode[language], sold.invoiceCode),
    pair(words.handedOut[language], `${handedOut} / ${count}`),
    ...(handedOut > 0 ? [pair(words.numbers[language], last === 0 ? sold.firstNumber : range)] : []),
    ...(handedOut > 0 ? [pair(words.checked[language], `${checked} / ${handedOut}`)] : []),
    ...(isOther ? [text(otherNumberTold[language])] : []),
  ];
}
