import { createHash } from 'node:crypto';
import type { Submission } from '../../contract/city.ts';
import { err, ok } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import { type CityItem, checkApplicant } from './city-item.ts';

const materialCode = 'HOUSEHOLD-REGISTER-PAGE';
const phoneDigits = /^1[3-9]\d{9}$/;

const addressWithoutNumber: LocalizedText = {
  zh: '居住地址没有写门牌号，请写到门牌号，例如“测试路18号302室”。',
  en: 'The address has no house number. Please write it in full, for example 测试路18号302室.',
};
const phoneWrong: LocalizedText = {
  zh: '手机号码不对，应该是11位数字。',
  en: 'The mobile phone number is not right; it has 11 digits.',
};
const pageMissing: LocalizedText = {
  zh: '没有收到户口簿本人页的照片，请重新办理并拍照。',
  en: 'The picture of your household register page did not arrive. Please start again and take it.',
};
const signatureMissing: LocalizedText = {
  zh: '没有收到您的签名，请重新办理并签名。',
  en: 'Your signature did not arrive. Please start again and sign.',
};

/** 户籍人户分离居住登记: accepted at once, looked at by the police station afterwards. */
export const residenceItem: CityItem = {
  prefill: () => ok({ values: {}, options: {} }),
  decide(submission) {
    const applicant = checkApplicant(submission);
    if (!applicant.ok) return applicant;
    const { form } = submission;
    if (!/\d/.test((form.residenceAddress ?? '').normalize('NFKC'))) return err(addressWithoutNumber);
    if (!phoneDigits.test(form.mobilePhone ?? '')) return err(phoneWrong);
    if (!hasWholePage(submission)) return err(pageMissing);
    if (submission.signature === null) return err(signatureMissing);
    return ok({ certificate: null, parcel: null });
  },
};

function hasWholePage({ materials }: Submission): boolean {
  return materials.some(
    (material) =>
      material.materialCode === materialCode &&
      createHash('sha256')
        .update(Buffer.from(material.imageBase64 ?? '', 'base64'))
        .digest('hex') === material.sha256,
  );
}
