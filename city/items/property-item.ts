import { createHash } from 'node:crypto';
import type { Certificate, Submission } from '../../contract/city.ts';
import { maskIdNumber } from '../../contract/masking.ts';
import { err, ok } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import { type CityItem, checkApplicant } from './city-item.ts';

const purposes: Record<string, string> = {
  school: '子女入学',
  loan: '办理贷款',
  settlement: '办理落户',
  other: '其他',
};

const purposeUnknown: LocalizedText = {
  zh: '请重新选择用途。',
  en: 'Please choose the purpose again.',
};

/** 不动产登记资料查询: an invented entry that is always the same for the same number. */
export const propertyItem: CityItem = {
  prefill: () => ok({ values: {}, options: {} }),
  decide(submission, nowMs) {
    const applicant = checkApplicant(submission);
    if (!applicant.ok) return applicant;
    const { purpose = '' } = submission.form;
    const purposeText = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
    if (purposeText === undefined) return err(purposeUnknown);
    return ok({ certificate: writeCertificate(submission, purposeText, nowMs), parcel: null });
  },
};

function writeCertificate({ applicant, caseId }: Submission, purpose: string, nowMs: number): Certificate {
  const entry = createHash('sha256').update(`property:${applicant.idNumber}`).digest();
  const number = createHash('sha256').update(`extract:${caseId}`).digest('hex').slice(0, 12).toUpperCase();
  const certificateNumber = `DJ-${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;
  const areaDm2 = 4500 + (entry.readUInt16BE(0) % 7000);
  return {
    title: '不动产登记资料查询证明',
    certificateNumber,
    issuer: '示例市自然资源确权登记事务中心',
    issuedAt: new Date(nowMs).toISOString(),
    rows: [
      { label: '权利人', value: applicant.name },
      { label: '身份证号码', value: maskIdNumber(applicant.idNumber) },
      { label: '坐落', value: `示例区测试路${(entry[2] ?? 0) + 1}号${((entry[3] ?? 0) % 30) + 1}室` },
      { label: '用途', value: '居住' },
      { label: '建筑面积', value: `${(areaDm2 / 100).toFixed(2)}平方米` },
      { label: '抵押', value: '无' },
      { label: '查封', value: '无' },
      { label: '查询目的', value: purpose },
    ],
    table: null,
    verificationUrl: `https://verify.city.example/c/${certificateNumber}`,
  };
}
