import { createHash } from 'node:crypto';
import type { Certificate, Submission } from '../../contract/city.ts';
import { parseIdNumber } from '../../contract/id-number.ts';
import { maskIdNumber } from '../../contract/masking.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import { cityDate } from '../acceptance-number.ts';
import { type CityItem, checkApplicant } from './city-item.ts';
import { inventPensionRecord, type PensionRecord } from './pension-record.ts';

const periods = ['12', '24', '36'];
const purposes: Record<string, string> = {
  own_records: '自己查看',
  loan: '办理贷款',
  school: '子女入学',
  other: '其他',
};

const yuan = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const notInsured: LocalizedText = {
  zh: '没有查到您在本市缴纳城镇养老保险的记录。如果您认为有误，请拨打12333咨询。',
  en: 'No pension contributions were found for you in this city. If you think this is wrong, please call 12333.',
};
const choiceUnknown: LocalizedText = {
  zh: '请重新选择查询时间和用途。',
  en: 'Please choose the period and the purpose again.',
};

/** 城镇基本养老保险缴费情况: an invented record as a certificate with a line for every month. */
export const pensionItem: CityItem = {
  prefill({ idNumber }, nowMs) {
    const record = findRecord(idNumber, nowMs);
    return record.ok ? ok({ values: {}, options: {} }) : record;
  },
  decide(submission, nowMs) {
    const applicant = checkApplicant(submission);
    if (!applicant.ok) return applicant;
    const { period = '', purpose = '' } = submission.form;
    const purposeText = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
    if (!periods.includes(period) || purposeText === undefined) return err(choiceUnknown);
    const record = findRecord(submission.applicant.idNumber, nowMs);
    if (!record.ok) return record;
    return ok({
      certificate: writeCertificate(submission, record.value, Number(period), purposeText, nowMs),
      parcel: null,
    });
  },
};

function findRecord(idNumber: string, nowMs: number): Result<PensionRecord, LocalizedText> {
  const facts = parseIdNumber(idNumber);
  if (!facts.ok) return err(notInsured);
  const record = inventPensionRecord(facts.value, cityDate(nowMs));
  return record.contributions.length > 0 ? ok(record) : err(notInsured);
}

function writeCertificate(
  submission: Submission,
  record: PensionRecord,
  monthCount: number,
  purpose: string,
  nowMs: number,
): Certificate {
  const shown = record.contributions.slice(-monthCount);
  const balance = record.contributions.reduce((sum, { personal }) => sum + personal, 0);
  const certificateNumber = numberCertificate(submission.caseId);
  return {
    title: '城镇基本养老保险缴费情况',
    certificateNumber,
    issuer: '示例市社会保险事业管理中心',
    issuedAt: new Date(nowMs).toISOString(),
    rows: [
      { label: '姓名', value: submission.applicant.name },
      { label: '身份证号码', value: maskIdNumber(submission.applicant.idNumber) },
      { label: '参保状态', value: record.status === 'retired' ? '已退休' : '正常缴费' },
      { label: '累计缴费', value: formatDuration(record.contributions.length) },
      { label: '个人账户（元）', value: formatYuan(balance) },
      { label: '本单月份', value: `${shown[0]?.month} 至 ${shown.at(-1)?.month}` },
      { label: '用途', value: purpose },
    ],
    table: {
      header: ['月份', '缴费基数', '单位缴', '个人缴'],
      rows: shown
        .toReversed()
        .map(({ month, base, employer, personal }) => [month, ...[base, employer, personal].map(formatYuan)]),
    },
    verificationUrl: `https://verify.city.example/c/${certificateNumber}`,
  };
}

/** Opaque, so that the printed address tells nothing of the person or the case. */
function numberCertificate(caseId: string): string {
  const digest = createHash('sha256').update(`certificate:${caseId}`).digest('hex').toUpperCase();
  return `YL-${digest.slice(0, 4)}-${digest.slice(4, 8)}-${digest.slice(8, 12)}`;
}

function formatDuration(months: number): string {
  const years = Math.floor(months / 12);
  return `${years > 0 ? `${years}年` : ''}${months % 12 > 0 ? `${months % 12}个月` : ''}`;
}

function formatYuan(amount: number): string {
  return yuan.format(amount);
}
