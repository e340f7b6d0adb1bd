import type { FictionalCompany } from '../../contract/fictional-company.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import type { Companies } from '../tax/companies.ts';

const notForCompany: LocalizedText = {
  zh: '您没有为这家企业办税的权限。请让企业在电子税务局里添加您为办税人员。',
  en: 'You may not act for this company. Please have it name you as its agent in the electronic tax office.',
};

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
