import { invoiceNumberAt } from '../../../contract/company.ts';
import type { ReceiptBlock } from '../../../contract/receipt-document.ts';
import type { Language, LocalizedText } from '../../../contract/words.ts';
import type { AcceptedFacts, CaseBody } from './case-state.ts';
import { pair } from './slips.ts';

const words = {
  invoiceCode: { zh: '发票代码', en: 'Invoice code' },
  handedOut: { zh: '已发出份数', en: 'Handed out' },
  numbers: { zh: '发票号码', en: 'Numbers' },
} as const satisfies Record<string, LocalizedText>;

/** What a receipt or claim slip says of paper invoices: how many came out, and their numbers. */
export function invoiceLines(
  language: Language,
  sold: AcceptedFacts['invoices'] | undefined,
  sale: CaseBody['invoiceSale'],
): ReceiptBlock[] {
  if (!sold || !sale) return [];
  const { handedOut, count } = sale;
  const last = handedOut - 1;
  const range = `${invoiceNumberAt(sold, 0)}-${invoiceNumberAt(sold, last)}`;
  return [
    pair(words.invoiceCode[language], sold.invoiceCode),
    pair(words.handedOut[language], `${handedOut} / ${count}`),
    ...(handedOut > 0 ? [pair(words.numbers[language], last === 0 ? sold.firstNumber : range)] : []),
  ];
}
