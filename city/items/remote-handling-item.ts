import { createHash } from 'node:crypto';
import type { Submission } from '../../contract/city.ts';
import { parseIdNumber } from '../../contract/id-number.ts';
import { err, ok } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import type { OfficerDesk } from '../officer/index.ts';
import type { Companies } from '../tax/index.ts';
import { type CityItem, checkApplicant } from './city-item.ts';
import { companyOf } from './for-company.ts';

const itemName: LocalizedText = { zh: '变更法定代表人（远程办理）', en: 'Change of legal representative' };
const materialCodes = ['NEW-REPRESENTATIVE-ID-CARD', 'AGENT-ID-CARD'];

const noDesk: LocalizedText = {
  zh: '本市还没有开通远程办理，请到窗口办理。',
  en: 'This city has no officers who handle it from afar. Please go to the counter.',
};
const representativeWrong: LocalizedText = {
  zh: '新法定代表人的姓名或身份证号码不对，请核对后重新办理。',
  en: 'Name or ID number of the new representative is not right. Please check and start again.',
};
const documentMissing: LocalizedText = {
  zh: '没有收到完整的材料，请重新办理并拍照。',
  en: 'The materials did not arrive whole. Please start again and take the pictures.',
};
const signatureMissing: LocalizedText = {
  zh: '没有收到您的签名，请重新办理并签名。',
  en: 'Your signature did not arrive. Please start again and sign.',
};

/** 变更税务登记（法定代表人）: checked for wholeness here, decided by an officer. `desk` null: nobody decides. */
export function createRemoteHandlingItem(companies: Companies, desk: OfficerDesk | null): CityItem {
  return {
    prefill: () => (desk ? ok({ values: {}, options: {} }) : err(noDesk)),
    decide(submission) {
      if (!desk) return err(noDesk);
      const { company: named, applicant, form, signature } = submission;
      const company = companyOf(companies, named?.creditCode ?? null, applicant.idNumber);
      if (!company.ok) return company;
      const isApplicant = checkApplicant(submission);
      if (!isApplicant.ok) return isApplicant;
      const isNamed = (form.representativeName ?? '').trim() !== '';
      if (!isNamed || !parseIdNumber(form.representativeIdNumber ?? '').ok) return err(representativeWrong);
      const document = wholeDocument(submission);
      if (!document) return err(documentMissing);
      if (signature === null) return err(signatureMissing);
      return ok({
        certificate: null,
        parcel: null,
        record: (caseId) => desk.put(caseId, itemName, submission, document),
      });
    },
  };
}

function wholeDocument({ document, materials }: Submission): Uint8Array | null {
  if (!document) return null;
  const pdf = Buffer.from(document.pdfBase64, 'base64');
  const isWhole =
    pdf.subarray(0, 5).toString('latin1') === '%PDF-' &&
    createHash('sha256').update(pdf).digest('hex') === document.sha256 &&
    materialCodes.every((code) => materials.some(({ materialCode }) => materialCode === code));
  return isWhole ? pdf : null;
}
