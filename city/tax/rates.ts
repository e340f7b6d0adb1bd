import type { LocalizedText } from '../../contract/words.ts';

/** 税率 or 征收率 in per cent, by what kind of taxpayer a company is. */
const rates = {
  /** 一般纳税人 */
  general: [13, 9, 6, 0],
  /** 小规模纳税人 */
  small_scale: [3, 1, 0],
} as const;

export type TaxpayerKind = keyof typeof rates;

/** The rates an invoice line of this company may have. */
export function ratesOf(kind: TaxpayerKind): readonly number[] {
  return rates[kind];
}

export function rateLabel(ratePercent: number): LocalizedText {
  return { zh: ratePercent === 0 ? '0%（免税）' : `${ratePercent}%`, en: `${ratePercent}%` };
}
