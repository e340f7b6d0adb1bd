import type { Clock } from '../../contract/clock.ts';
import type { InvoiceRange } from '../../contract/company.ts';
import type { FictionalCompany } from '../../contract/fictional-company.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { CaseId, LocalizedText, TerminalId } from '../../contract/words.ts';
import type { CityDatabase } from '../database.ts';
import type { CityLedger } from '../ledger.ts';
import { judgeInvoiceSale, mostInvoicesAtOnce } from './invoice-rules.ts';

export interface InvoiceCount {
  handedOut: number;
  unclear: number;
  inOrder: boolean;
}

/** 领用纸质发票: what companies hold, what lies in the terminals' hoppers, and what was sold from them. */
export interface PaperInvoices {
  inHand(company: FictionalCompany): number;
  /** So many this company may have from this terminal now; a reason if none. */
  mostFor(company: FictionalCompany, terminalId: TerminalId): Result<number, LocalizedText>;
  /** The numbers that would be sold next. Changes nothing. */
  nextRange(terminalId: TerminalId, count: number): InvoiceRange;
  /** Belongs into the transaction that accepts the case. */
  sell(caseId: CaseId, company: string, terminalId: TerminalId, range: InvoiceRange): void;
  /**
   * What came out is the company's; what did not goes back into the stock. The first count of a case stands,
   * and its repetition changes nothing.
   */
  count(caseId: CaseId, count: InvoiceCount): Result<true, 'unknown' | 'refused'>;
  /** 验旧: of what it holds only so many are left as at the beginning. */
  checkUsed(company: FictionalCompany): void;
  /** The hopper begins with this number; ends the time in which nobody knows. */
  load(terminalId: TerminalId, firstNumber: number): void;
}

interface SaleRow {
  credit_code: string;
  terminal_id: string;
  first_number: number;
  count: number;
  handed_out: number | null;
  unclear: number | null;
  in_order: number | null;
}

/** 增值税普通发票 of an invented roll. */
const invoiceCode = '031009900104';
const firstNumberOfAll = 10_000_001;

const notCounted: LocalizedText = {
  zh: '本机里的发票正在盘点，请到窗口领用，或者用别的机器。',
  en: 'The invoices in this machine are being counted. Please go to the counter or use another machine.',
};

export function createPaperInvoices(
  database: CityDatabase,
  ledger: CityLedger,
  clock: Clock,
  companies: readonly FictionalCompany[],
): PaperInvoices {
  const enter = database.prepare<[string, number, number]>(
    'INSERT INTO taxpayer (credit_code, invoices_in_hand, quota_fen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const { creditCode, paperInvoices, quotaFen } of companies) {
    enter.run(creditCode, paperInvoices.inHand, quotaFen);
  }
  const selectHeld = database
    .prepare<[string], number>('SELECT invoices_in_hand FROM taxpayer WHERE credit_code = ?')
    .pluck(true);
  const addHeld = database.prepare<[number, string]>(
    'UPDATE taxpayer SET invoices_in_hand = invoices_in_hand + ? WHERE credit_code = ?',
  );
  const setHeld = database.prepare<[number, string]>(
    'UPDATE taxpayer SET invoices_in_hand = ? WHERE credit_code = ?',
  );
  const selectStock = database.prepare<[string], { next_number: number; to_be_counted: number }>(
    'SELECT next_number, to_be_counted FROM invoice_stock WHERE terminal_id = ?',
  );
  const putStock = database.prepare<[string, number, number]>(
    `INSERT INTO invoice_stock (terminal_id, next_number, to_be_counted) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET next_number = excluded.next_number, to_be_counted = excluded.to_be_counted`,
  );
  const selectSale = database.prepare<[string], SaleRow>('SELECT * FROM invoice_sale WHERE case_id = ?');
  const selectOpenSale = database
    .prepare<[string], number>(
      'SELECT count(*) FROM invoice_sale WHERE terminal_id = ? AND handed_out IS NULL',
    )
    .pluck(true);
  const insertSale = database.prepare<[string, string, string, number, number]>(
    `INSERT INTO invoice_sale (case_id, credit_code, terminal_id, first_number, count)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const noteCount = database.prepare<[number, number, number, string]>(
    'UPDATE invoice_sale SET handed_out = ?, unclear = ?, in_order = ? WHERE case_id = ?',
  );
  const now = () => new Date(clock.wallMs()).toISOString();
  const nextNumber = (terminalId: string) => selectStock.get(terminalId)?.next_number ?? firstNumberOfAll;
  const inHand = ({ creditCode, paperInvoices }: FictionalCompany) =>
    selectHeld.get(creditCode) ?? paperInvoices.inHand;

  function count(caseId: CaseId, told: InvoiceCount): Result<true, 'unknown' | 'refused'> {
    const sale = selectSale.get(caseId);
    if (!sale) return err('unknown');
    const { handedOut, unclear, inOrder } = told;
    if (sale.handed_out !== null) {
      const same = sale.handed_out === handedOut && sale.unclear === unclear;
      return same && sale.in_order === Number(inOrder) ? ok(true) : err('refused');
    }
    const returned = sale.count - handedOut - unclear;
    if (returned < 0) return err('refused');
    noteCount.run(handedOut, unclear, Number(inOrder), caseId);
    // What perhaps is out counts as held until a person has found it.
    addHeld.run(handedOut + unclear, sale.credit_code);
    if (inOrder) putStock.run(sale.terminal_id, sale.first_number + handedOut, 0);
    else putStock.run(sale.terminal_id, nextNumber(sale.terminal_id), 1);
    ledger.append({ type: 'invoices_counted', at: now(), caseId, handedOut, unclear, returned });
    return ok(true);
  }

  return {
    inHand,
    mostFor(company, terminalId) {
      const isDoubtful = selectStock.get(terminalId)?.to_be_counted === 1;
      if (isDoubtful || (selectOpenSale.get(terminalId) ?? 0) > 0) return err(notCounted);
      const { permitted } = company.paperInvoices;
      const { violationPending } = company;
      const judged = judgeInvoiceSale({ inHand: inHand(company), asked: 1, permitted, violationPending });
      return judged.ok ? ok(Math.min(permitted - inHand(company), mostInvoicesAtOnce)) : judged;
    },
    nextRange: (terminalId, asked) => ({
      invoiceCode,
      firstNumber: String(nextNumber(terminalId)).padStart(8, '0'),
      count: asked,
    }),
    sell(caseId, creditCode, terminalId, range) {
      const first = Number(range.firstNumber);
      insertSale.run(caseId, creditCode, terminalId, first, range.count);
      putStock.run(terminalId, first + range.count, 0);
      ledger.append({ type: 'invoices_sold', at: now(), caseId, terminalId, ...range });
    },
    count: database.transaction(count),
    checkUsed({ creditCode, paperInvoices }) {
      setHeld.run(paperInvoices.inHand, creditCode);
    },
    load(terminalId, firstNumber) {
      putStock.run(terminalId, firstNumber, 0);
    },
  };
}
