import { err, ok, type Result } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';

/** So many paper invoices come out of one terminal for one case. */
export const mostInvoicesAtOnce = 10;

const violation: LocalizedText = {
  zh: '企业有未处理的税收违法记录，处理完才能领票。请到办税窗口。',
  en: 'The company has a tax violation pending. Please have it settled at the tax counter first.',
};

/** Nobody with a violation pending; what is held and what is asked for together are within what is permitted. */
export function judgeInvoiceSale(facts: {
  inHand: number;
  asked: number;
  permitted: number;
  violationPending: boolean;
}): Result<true, LocalizedText> {
  const { inHand, asked, permitted, violationPending } = facts;
  if (violationPending) return err(violation);
  if (inHand + asked > permitted) return err(tooMany(inHand, permitted));
  return ok(true);
}

function tooMany(inHand: number, permitted: number): LocalizedText {
  const left = Math.max(0, permitted - inHand);
  return {
    zh: `企业最多可持有 ${permitted} 份，手里还有 ${inHand} 份，这次最多领 ${left} 份。用掉的发票请先验旧。`,
    en: `The company may hold ${permitted} and still has ${inHand}, so ${left} at most now. Please have used ones checked first.`,
  };
}
