import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';
import type { InvoiceDraft } from './digital-invoice-rules.ts';

export interface IssuedInvoice extends InvoiceDraft {
  number: string;
  issuedAt: string;
  seller: { name: string; creditCode: string };
}

/** In yuan; what a red-letter invoice takes back has a minus. */
export function yuanOf({ kind }: Pick<InvoiceDraft, 'kind'>, fen: number): string {
  return ((kind === 'red' ? -fen : fen) / 100).toFixed(2);
}

/** The original of a fully digital invoice. The element names are this project's own. */
export function writeInvoiceXml(invoice: IssuedInvoice): string {
  const document = new DOMImplementation().createDocument(null, 'DigitalInvoice', null);
  const root = document.documentElement;
  if (!root) throw new Error('a document was made without its element');
  const put = (parent: Element, name: string, text?: string): Element => {
    const element = document.createElement(name);
    if (text !== undefined) element.appendChild(document.createTextNode(text));
    parent.appendChild(element);
    return element;
  };
  put(root, 'Number', invoice.number);
  put(root, 'Kind', invoice.kind);
  put(root, 'IssuedAt', invoice.issuedAt);
  if (invoice.originalNumber !== null) put(root, 'OriginalNumber', invoice.originalNumber);
  const seller = put(root, 'Seller');
  put(seller, 'Name', invoice.seller.name);
  put(seller, 'CreditCode', invoice.seller.creditCode);
  const buyer = put(root, 'Buyer');
  put(buyer, 'Name', invoice.buyerName);
  put(buyer, 'CreditCode', invoice.buyerCreditCode);
  const lines = put(root, 'Lines');
  for (const { name, amountFen, ratePercent, taxFen } of invoice.lines) {
    const line = put(lines, 'Line');
    put(line, 'Name', name);
    put(line, 'Amount', yuanOf(invoice, amountFen));
    put(line, 'RatePercent', String(ratePercent));
    put(line, 'Tax', yuanOf(invoice, taxFen));
  }
  put(root, 'Amount', yuanOf(invoice, invoice.amountFen));
  put(root, 'Tax', yuanOf(invoice, invoice.taxFen));
  put(root, 'Total', yuanOf(invoice, invoice.amountFen + invoice.taxFen));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`;
}
