import { createHash } from 'node:crypto';
import type { Certificate, Submission } from '../../contract/city.ts';
import { parseIdNumber } from '../../contract/id-number.ts';
import { maskIdNumber } from '../../contract/masking.ts';
import { err, ok } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import { cityDate } from '../acceptance-number.ts';
import { type CityItem, checkApplicant, type RuledDecision } from './city-item.ts';

const fullAge = 65;
const kinds: Record<string, string> = { first: '首次申领', replacement: '补办' };

const kindUnknown: LocalizedText = {
  zh: '请重新选择是首次申领还是补办。',
  en: 'Please choose again whether it is your first card or a replacement.',
};
const oldEnough: LocalizedText = { zh: `年满${fullAge}周岁。`, en: `You are ${fullAge} or older.` };
const livesHere: LocalizedText = {
  zh: '身份证号码为本市签发。',
  en: 'Your identity number was given out in this city.',
};
const livesElsewhere: LocalizedText = {
  zh: '身份证号码不是本市签发的。外地户籍老人请到窗口带上居住证办理。',
  en: 'Your identity number was not given out in this city. Please go to the counter with your residence permit.',
};

/** 敬老卡申领: decided by two rules at once, and the card is made at the terminal. */
export function createSeniorCardItem(regionCode: string): CityItem {
  return {
    prefill: () => ok({ values: {}, options: {} }),
    decide(submission, nowMs) {
      const applicant = checkApplicant(submission);
      if (!applicant.ok) return applicant;
      if (!Object.hasOwn(kinds, submission.form.cardKind ?? '')) return err(kindUnknown);
      return ok({ certificate: null, parcel: null, rules: judge(submission, regionCode, nowMs) });
    },
  };
}

function judge(submission: Submission, regionCode: string, nowMs: number): RuledDecision {
  const { idNumber } = submission.applicant;
  const facts = parseIdNumber(idNumber);
  const age = facts.ok ? ageOn(facts.value.birthDate, cityDate(nowMs)) : 0;
  const against = [
    ...(age < fullAge ? [tooYoung(age)] : []),
    // The first two digits are the province or the municipality.
    ...(idNumber.slice(0, 2) === regionCode.slice(0, 2) ? [] : [livesElsewhere]),
  ];
  return against.length > 0
    ? { state: 'refused', reasons: against, licence: null }
    : { state: 'approved', reasons: [oldEnough, livesHere], licence: writeLicence(submission, nowMs) };
}

function tooYoung(age: number): LocalizedText {
  return {
    zh: `您今年${age}周岁，年满${fullAge}周岁后可以申领。`,
    en: `You are ${age}. The card can be applied for from the age of ${fullAge}.`,
  };
}

function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function writeLicence({ caseId, applicant, form }: Submission, nowMs: number): Certificate {
  const digest = createHash('sha256').update(`senior-card:${caseId}`).digest('hex').toUpperCase();
  const certificateNumber = `JL-${digest.slice(0, 4)}-${digest.slice(4, 8)}-${digest.slice(8, 12)}`;
  return {
    title: '敬老卡申领证明',
    certificateNumber,
    issuer: '示例市民政局',
    issuedAt: new Date(nowMs).toISOString(),
    rows: [
      { label: '姓名', value: applicant.name },
      { label: '身份证号码', value: maskIdNumber(applicant.idNumber) },
      { label: '办理方式', value: kinds[form.cardKind ?? ''] ?? '' },
      { label: '卡片状态', value: '已启用' },
    ],
    table: null,
    verificationUrl: `https://verify.city.example/c/${certificateNumber}`,
  };
}
