import type { Clock, RandomSource } from '../../contract/clock.ts';
import type { FictionalCompany } from '../../contract/fictional-company.ts';
import type { CaseId } from '../../contract/words.ts';
import { cityDate } from '../acceptance-number.ts';
import type { CityDatabase } from '../database.ts';
import type { CityLedger } from '../ledger.ts';
import {
  formatDigitalInvoiceNumber,
  type InvoiceDraft,
  type OriginalInvoice,
} from './digital-invoice-rules.ts';
import { type IssuedInvoice, writeInvoiceXml } from './invoice-xml.ts';

/** So long the link on the screen gives out the original. */
const linkLifetimeMs = 10 * 60_000;

/** 数电票: numbered here, the XML is the original. */
export interface DigitalInvoices {
  quotaFen(creditCode: string): number;
  /** An invoice this company has issued. */
  findOriginal(creditCode: string, number: string): OriginalInvoice | null;
  /** With the number it would get now. Changes nothing. */
  prepare(company: FictionalCompany, draft: InvoiceDraft, nowMs: number): IssuedInvoice;
  /** An unguessable name of the original, and until when it is given out. */
  makeLink(): { token: string; expiresAt: string };
  /** Belongs into the transaction that accepts the case. */
  issue(caseId: CaseId, invoice: IssuedInvoice, link: { token: string; expiresAt: string }): void;
  /** The XML behind a link that is still good. */
  readByToken(token: string): string | null;
}

interface InvoiceRow {
  number: string;
  kind: 'blue' | 'red';
  buyer_credit_code: string;
  amount_fen: number;
}

export function createDigitalInvoices(options: {
  database: CityDatabase;
  ledger: CityLedger;
  clock: Clock;
  random: RandomSource;
  regionCode: string;
}): DigitalInvoices {
  const { database, ledger, clock, random, regionCode } = options;
  const selectQuota = database
    .prepare<[string], number>('SELECT quota_fen FROM taxpayer WHERE credit_code = ?')
    .pluck(true);
  const takeQuota = database.prepare<[number, string]>(
    'UPDATE taxpayer SET quota_fen = quota_fen - ? WHERE credit_code = ?',
  );
  const selectSerial = database
    .prepare<[], number>('SELECT coalesce(max(serial), 0) + 1 FROM digital_invoice')
    .pluck(true);
  const select = database.prepare<[string, string], InvoiceRow>(
    'SELECT number, kind, buyer_credit_code, amount_fen FROM digital_invoice WHERE number = ? AND credit_code = ?',
  );
  const selectReversed = database
    .prepare<[string], number>(
      'SELECT coalesce(sum(amount_fen), 0) FROM digital_invoice WHERE original_number = ?',
    )
    .pluck(true);
  const insert = database.prepare<
    [string, string, string, string, string, number, string | null, string, string, number]
  >(
    `INSERT INTO digital_invoice (number, serial, case_id, credit_code, kind, buyer_credit_code, amount_fen,
       original_number, xml, token, token_expires_ms)
     VALUES (?, (SELECT coalesce(max(serial), 0) + 1 FROM digital_invoice), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectXml = database.prepare<[string], { xml: string; token_expires_ms: number }>(
    'SELECT xml, token_expires_ms FROM digital_invoice WHERE token = ?',
  );

  return {
    quotaFen: (creditCode) => selectQuota.get(creditCode) ?? 0,
    findOriginal(creditCode, number) {
      const row = select.get(number, creditCode);
      if (!row) return null;
      const { buyer_credit_code: buyerCreditCode, kind, amount_fen: amountFen } = row;
      return { buyerCreditCode, kind, amountFen, reversedFen: selectReversed.get(number) ?? 0 };
    },
    prepare({ name, creditCode }, draft, nowMs) {
      const year = Number(cityDate(nowMs).slice(0, 4));
      const number = formatDigitalInvoiceNumber(year, regionCode.slice(0, 2), selectSerial.get() ?? 1);
      return { ...draft, number, issuedAt: new Date(nowMs).toISOString(), seller: { name, creditCode } };
    },
    makeLink: () => ({
      token: random.uuid(),
      expiresAt: new Date(clock.wallMs() + linkLifetimeMs).toISOString(),
    }),
    issue(caseId, invoice, { token, expiresAt }) {
      const { number, kind, buyerCreditCode, amountFen, originalNumber, seller } = invoice;
      insert.run(
        ...[number, caseId, seller.creditCode, kind, buyerCreditCode, amountFen, originalNumber],
        ...[writeInvoiceXml(invoice), token, Date.parse(expiresAt)],
      );
      if (kind === 'blue') takeQuota.run(amountFen, seller.creditCode);
      const at = new Date(clock.wallMs()).toISOString();
      ledger.append({ type: 'digital_invoice_issued', at, caseId, number, kind, amountFen });
    },
    readByToken(token) {
      const row = selectXml.get(token);
      return row && clock.wallMs() < row.token_expires_ms ? row.xml : null;
    },
  };
}
