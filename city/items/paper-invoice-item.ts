import { err, ok } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import type { Companies } from '../tax/companies.ts';
import { judgeInvoiceSale, mostInvoicesAtOnce } from '../tax/invoice-rules.ts';
import type { PaperInvoices } from '../tax/paper-invoices.ts';
import type { CityItem } from './city-item.ts';
import { companyOf } from './for-company.ts';

const quantityWrong: LocalizedText = {
  zh: `请重新选择领用份数，一次最多 ${mostInvoicesAtOnce} 份。`,
  en: `Please choose again how many; ${mostInvoicesAtOnce} at most at once.`,
};

/** 领用纸质发票: sold here, handed out by the terminal one by one. */
export function createPaperInvoiceItem(companies: Companies, invoices: PaperInvoices): CityItem {
  return {
    prefill({ idNumber, creditCode, terminalId }) {
      const company = companyOf(companies, creditCode, idNumber);
      if (!company.ok) return company;
      const most = invoices.mostFor(company.value, terminalId);
      if (!most.ok) return most;
      const { permitted } = company.value.paperInvoices;
      const quantity = Array.from({ length: most.value }, (_, index) => String(index + 1));
      return ok({
        values: { held: `${invoices.inHand(company.value)} / ${permitted}` },
        options: { quantity: quantity.map((value) => ({ value, label: { zh: `${value} 份`, en: value } })) },
      });
    },
    decide({ applicant, company: named, form, terminalId }) {
      const company = companyOf(companies, named?.creditCode ?? null, applicant.idNumber);
      if (!company.ok) return company;
      const asked = /^[1-9]\d?$/.test(form.quantity ?? '') ? Number(form.quantity) : 0;
      if (asked < 1 || asked > mostInvoicesAtOnce) return err(quantityWrong);
      const open = invoices.mostFor(company.value, terminalId);
      if (!open.ok) return open;
      const { paperInvoices, violationPending } = company.value;
      const { permitted } = paperInvoices;
      const inHand = invoices.inHand(company.value);
      const judged = judgeInvoiceSale({ inHand, asked, permitted, violationPending });
      if (!judged.ok) return judged;
      const range = invoices.nextRange(terminalId, asked);
      const { creditCode } = company.value;
      return ok({
        certificate: null,
        parcel: null,
        invoices: range,
        record: (caseId) => invoices.sell(caseId, creditCode, terminalId, range),
      });
    },
  };
}
