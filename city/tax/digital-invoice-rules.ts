import { normalizeCreditCode, parseCreditCode } from '../../contract/credit-code.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import { ratesOf, type TaxpayerKind } from './rates.ts';

/** Amounts in whole fen, without tax. A red-letter invoice (红字) has the same, positive, figures. */
export interface InvoiceLine {
  name: string;
  amountFen: number;
  ratePercent: number;
  taxFen: number;
}

export interface InvoiceDraft {
  kind: 'blue' | 'red';
  buyerName: string;
  buyerCreditCode: string;
  lines: InvoiceLine[];
  amountFen: number;
  taxFen: number;
  /** Of a red one: the number of the invoice it takes back. */
  originalNumber: string | null;
}

/** What stands against which a red-letter invoice is held. */
export interface OriginalInvoice {
  buyerCreditCode: string;
  kind: 'blue' | 'red';
  amountFen: number;
  /** Taken back by earlier red-letter invoices. */
  reversedFen: number;
}

const linesOfForm = [1, 2] as const;
const amountPattern = /^\d{1,7}(\.\d{1,2})?$/;

const say = (zh: string, en: string): LocalizedText => ({ zh, en });
const buyerWrong = say(
  '购买方的统一社会信用代码不对，请核对 18 位代码。',
  "The buyer's credit code is not right. Please check its 18 characters.",
);
const buyerMissing = say('请填写购买方名称。', 'Please fill in the name of the buyer.');
const lineMissing = say('请至少填写一行项目。', 'Please fill in one line at least.');
const kindWrong = say(
  '请重新选择开蓝字还是红字发票。',
  'Please choose again: an invoice or a red-letter one.',
);
const originalMissing = say(
  '开红字发票要填原发票的 20 位号码。没有查到这张原发票，请核对。',
  'A red-letter invoice needs the 20 digits of its original. No such invoice was found; please check.',
);
const originalOfOther = say(
  '红字发票的购买方与原发票不一致，请核对。',
  'The buyer of the red-letter invoice is not the buyer of its original. Please check.',
);

/** Reads a form into an invoice. Nothing of it is kept where anything of it is wrong. */
export function readInvoiceForm(
  form: Record<string, string>,
  taxpayerKind: TaxpayerKind,
): Result<InvoiceDraft, LocalizedText> {
  const { invoiceKind: kind } = form;
  if (kind !== 'blue' && kind !== 'red') return err(kindWrong);
  const buyerName = (form.buyerName ?? '').trim();
  if (buyerName === '') return err(buyerMissing);
  const buyer = parseCreditCode(normalizeCreditCode(form.buyerCreditCode ?? ''));
  if (!buyer.ok) return err(buyerWrong);
  const lines: InvoiceLine[] = [];
  for (const place of linesOfForm) {
    const [name = '', amount = '', rate = ''] = ['Name', 'Amount', 'Rate'].map((part) =>
      (form[`line${place}${part}`] ?? '').trim(),
    );
    if (name === '' && amount === '' && rate === '') continue;
    const line = readLine(name, amount, rate, taxpayerKind, place);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  if (lines.length === 0) return err(lineMissing);
  return ok({
    ...{ kind, buyerName, buyerCreditCode: buyer.value, lines },
    amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    taxFen: lines.reduce((sum, { taxFen }) => sum + taxFen, 0),
    originalNumber: kind === 'red' ? (form.originalNumber ?? '').replace(/\s/g, '') : null,
  });
}

function readLine(
  name: string,
  amount: string,
  rate: string,
  taxpayerKind: TaxpayerKind,
  place: number,
): Result<InvoiceLine, LocalizedText> {
  if (name === '') {
    return err(say(`第 ${place} 行没有填项目名称。`, `Line ${place} has no name.`));
  }
  const amountFen = amountPattern.test(amount) ? Math.round(Number(amount) * 100) : 0;
  if (amountFen <= 0) {
    return err(say(`第 ${place} 行的金额不对，请重新填写。`, `The amount of line ${place} is not right.`));
  }
  const rates = ratesOf(taxpayerKind);
  const ratePercent = /^\d{1,2}$/.test(rate) ? Number(rate) : Number.NaN;
  if (!rates.includes(ratePercent)) {
    const allowed = rates.map((each) => `${each}%`);
    return err(
      say(
        `第 ${place} 行的税率不对。这家企业可用的税率：${allowed.join('、')}。`,
        `The rate of line ${place} is not right. This company may use ${allowed.join(', ')}.`,
      ),
    );
  }
  return ok({ name, amountFen, ratePercent, taxFen: Math.round((amountFen * ratePercent) / 100) });
}

/** 总额度: what may still be invoiced. Red-letter invoices need none. */
export function judgeQuota(draft: InvoiceDraft, quotaFen: number): Result<true, LocalizedText> {
  if (draft.kind === 'red' || draft.amountFen <= quotaFen) return ok(true);
  const left = (quotaFen / 100).toFixed(2);
  return err(
    say(
      `超过了本月的发票总额度，还可以开 ${left} 元。要提高额度请到电子税务局申请。`,
      `This is more than the quota of the month: ${left} yuan are left. Ask for more in the electronic tax office.`,
    ),
  );
}

/** A red-letter invoice takes back no more than its original has left, from the same buyer. */
export function judgeRedLetter(
  draft: InvoiceDraft,
  original: OriginalInvoice | null,
): Result<true, LocalizedText> {
  if (draft.kind === 'blue') return ok(true);
  if (original?.kind !== 'blue') return err(originalMissing);
  if (original.buyerCreditCode !== draft.buyerCreditCode) return err(originalOfOther);
  const left = original.amountFen - original.reversedFen;
  if (draft.amountFen <= left) return ok(true);
  const yuan = (left / 100).toFixed(2);
  return err(
    say(
      `红字金额超过原发票，这张原发票最多还可以冲 ${yuan} 元。`,
      `The red-letter amount is larger than its original: ${yuan} yuan are left to take back.`,
    ),
  );
}

/**
 * 数电票号码, 20 digits: the year, the provincial tax bureau, the channel, the serial of 15 digits.
 * `bureau` has two digits.
 */
export function formatDigitalInvoiceNumber(year: number, bureau: string, serial: number): string {
  const channel = '2';
  return `${String(year % 100).padStart(2, '0')}${bureau}${channel}${String(serial).padStart(15, '0')}`;
}
