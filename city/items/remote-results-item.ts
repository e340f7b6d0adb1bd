import { err, ok } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import { cityDate } from '../acceptance-number.ts';
import type { OfficerDesk } from '../officer/index.ts';
import type { Companies } from '../tax/index.ts';
import type { CityItem } from './city-item.ts';
import { companyOf } from './for-company.ts';

const nothingHere: LocalizedText = {
  zh: '这家企业没有远程办理的事项。',
  en: 'This company has handed in nothing to be handled from afar.',
};
const states = {
  pending: { zh: '还在审核', en: 'still being looked at' },
  approved: { zh: '已办理', en: 'accepted' },
  refused: { zh: '没有通过', en: 'not approved' },
  returned: { zh: '已退回', en: 'returned' },
} as const satisfies Record<string, LocalizedText>;

/** 查看远程办理结果: for whoever did not wait at the terminal. */
export function createRemoteResultsItem(companies: Companies, desk: OfficerDesk): CityItem {
  const casesOf = (creditCode: string | null, idNumber: string) => {
    const company = companyOf(companies, creditCode, idNumber);
    if (!company.ok) return company;
    const cases = desk.ofCompany(company.value.creditCode);
    return cases.length > 0 ? ok(cases) : err(nothingHere);
  };
  return {
    prefill({ creditCode, idNumber }) {
      const cases = casesOf(creditCode, idNumber);
      if (!cases.ok) return cases;
      const handedIn = cases.value.map(({ caseId, itemName, acceptedAt, decision }) => {
        const state = states[decision.state];
        const date = cityDate(Date.parse(acceptedAt));
        return {
          value: caseId,
          label: { zh: `${date} ${itemName.zh}：${state.zh}`, en: `${date} ${itemName.en}: ${state.en}` },
        };
      });
      return ok({ values: {}, options: { handedIn } });
    },
    decide({ company, applicant, form }) {
      const cases = casesOf(company?.creditCode ?? null, applicant.idNumber);
      if (!cases.ok) return cases;
      const wanted = cases.value.find(({ caseId }) => caseId === form.handedIn);
      if (!wanted) return err(nothingHere);
      const { decision, acceptanceNumber } = wanted;
      if (decision.state === 'pending') return err(stillOpen(acceptanceNumber));
      const about = {
        zh: `受理编号 ${acceptanceNumber}。`,
        en: `Acceptance number ${acceptanceNumber}.`,
      };
      const { state, reasons } = decision;
      return ok({
        certificate: null,
        parcel: null,
        rules: { state, reasons: [about, ...reasons], licence: null },
      });
    },
  };
}

function stillOpen(acceptanceNumber: string): LocalizedText {
  return {
    zh: `受理编号 ${acceptanceNumber} 还在审核，有结果会发短信通知您。`,
    en: `${acceptanceNumber} is still being looked at. You will get a text message with the result.`,
  };
}
