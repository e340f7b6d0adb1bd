import type { Certificate } from '../../contract/city.ts';
import { ok } from '../../contract/result.ts';
import type { Companies } from '../tax/companies.ts';
import { judgeQuota, judgeRedLetter, readInvoiceForm } from '../tax/digital-invoice-rules.ts';
import type { DigitalInvoices } from '../tax/digital-invoices.ts';
import { type IssuedInvoice, yuanOf } from '../tax/invoice-xml.ts';
import { rateLabel, ratesOf } from '../tax/rates.ts';
import type { CityItem } from './city-item.ts';
import { companyOf } from './for-company.ts';

/** 开具数电发票: checked, numbered and kept here; the paper is a view of the XML. */
export function createDigitalInvoiceItem(
  companies: Companies,
  invoices: DigitalInvoices,
  linkTo: (token: string) => string,
): CityItem {
  return {
    prefill({ idNumber, creditCode }) {
      const company = companyOf(companies, creditCode, idNumber);
      if (!company.ok) return company;
      const rates = ratesOf(company.value.taxpayerKind).map((rate) => ({
        value: String(rate),
        label: rateLabel(rate),
      }));
      const quota = (invoices.quotaFen(company.value.creditCode) / 100).toFixed(2);
      return ok({ values: { quota }, options: { line1Rate: rates, line2Rate: rates } });
    },
    decide({ applicant, company: named, form }, nowMs) {
      const company = companyOf(companies, named?.creditCode ?? null, applicant.idNumber);
      if (!company.ok) return company;
      const { creditCode, taxpayerKind } = company.value;
      const draft = readInvoiceForm(form, taxpayerKind);
      if (!draft.ok) return draft;
      const quota = judgeQuota(draft.value, invoices.quotaFen(creditCode));
      if (!quota.ok) return quota;
      const original = invoices.findOriginal(creditCode, draft.value.originalNumber ?? '');
      const red = judgeRedLetter(draft.value, original);
      if (!red.ok) return red;
      const invoice = invoices.prepare(company.value, draft.value, nowMs);
      const link = invoices.makeLink();
      return ok({
        certificate: viewOf(invoice),
        parcel: null,
        original: { url: linkTo(link.token), expiresAt: link.expiresAt },
        record: (caseId) => invoices.issue(caseId, invoice, link),
      });
    },
  };
}

/** The view on paper. */
function viewOf(invoice: IssuedInvoice): Certificate {
  const { number, seller, buyerName, buyerCreditCode, lines, amountFen, taxFen, originalNumber } = invoice;
  const yuan = (fen: number) => yuanOf(invoice, fen);
  return {
    title: invoice.kind === 'red' ? '电子发票（普通发票）红字' : '电子发票（普通发票）',
    certificateNumber: number,
    issuer: '示例市税务局',
    issuedAt: invoice.issuedAt,
    rows: [
      { label: '销售方', value: seller.name },
      { label: '销售方代码', value: seller.creditCode },
      { label: '购买方', value: buyerName },
      { label: '购买方代码', value: buyerCreditCode },
      ...(originalNumber === null ? [] : [{ label: '原发票号码', value: originalNumber }]),
      { label: '合计金额（元）', value: yuan(amountFen) },
      { label: '合计税额（元）', value: yuan(taxFen) },
      { label: '价税合计（元）', value: yuan(amountFen + taxFen) },
    ],
    table: {
      header: ['项目', '金额', '税率', '税额'],
      rows: lines.map((line) => [line.name, yuan(line.amountFen), `${line.ratePercent}%`, yuan(line.taxFen)]),
    },
    verificationUrl: `https://verify.city.example/f/${number}`,
  };
}
