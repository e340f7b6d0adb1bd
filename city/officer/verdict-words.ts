import type { OfficerVerdict, ReturnReason } from '../../contract/officer.ts';
import type { LocalizedText } from '../../contract/words.ts';

/** What an applicant is told of an officer's verdict. */
export const acceptedReasons: LocalizedText[] = [
  {
    zh: '税务人员看过您交的材料，已经办理。',
    en: 'A tax officer has looked at your materials and dealt with the matter.',
  },
];

const why: Record<ReturnReason, LocalizedText> = {
  picture_unclear: {
    zh: '照片看不清楚。请再来办一次，把材料放平，拍清楚。',
    en: 'The pictures cannot be read. Please hand it in again with the pages flat and sharp.',
  },
  material_missing: {
    zh: '材料不齐。请带齐材料，再来办一次。',
    en: 'Something is missing. Please bring all materials and hand it in again.',
  },
  does_not_match: {
    zh: '材料和填写的内容不一致。请核对后再来办一次。',
    en: 'The materials do not match what was filled in. Please check and hand it in again.',
  },
  filled_in_wrong: {
    zh: '填写的内容不对。请改好后再来办一次。',
    en: 'Something was filled in wrong. Please correct it and hand it in again.',
  },
};

/** The reason and what to do about it; then what the officer wrote, as it was written. */
export function returnedReasons({
  reason,
  remark,
}: Extract<OfficerVerdict, { verdict: 'returned' }>): LocalizedText[] {
  const written = { zh: `税务人员说：${remark}`, en: `The officer wrote: ${remark}` };
  return [why[reason], ...(remark === '' ? [] : [written])];
}
