import type { FictionalCompany } from '../../contract/fictional-company.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import type { Companies } from '../tax/companies.ts';
import { judgeInvoiceSale, mostInvoicesAtOnce } from '../tax/invoice-rules.ts';
import type { PaperInvoices } from '../tax/paper-invoices.ts';
import type { CityItem } from './city-item.ts';

const notForCompany: LocalizedText = {
  zh: '您没有为这家企业办税的权限。请让企业在电子税务局里添加您为办税人员。',
  en: 'You may not act for this company. Please have it name you as its agent in the electronic tax office.',
};
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
      return ok({ certificate: null, parcel: null, invoices: invoices.nextRange(terminalId, asked) });
    },
  };
}

/** The company, if the person may act for it: asked anew with every step, for an authority can end. */
export function companyOf(
  companies: Companies,
  creditCode: string | null,
  idNumber: string,
): Result<FictionalCompany, LocalizedText> {
  const authorised = creditCode === null ? null : companies.authorise(creditCode, idNumber);
  const company = authorised?.ok ? companies.find(authorised.value.creditCode) : null;
  return company ? ok(company) : err(notForCompany);
}
