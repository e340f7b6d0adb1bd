import type { Submission } from '../../contract/city.ts';
import { err, type Result } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import type { Parcels } from '../parcels.ts';
import type { CityItem, Decision, Prefill } from './city-item.ts';
import { pensionItem } from './pension-item.ts';
import { createPickupItem } from './pickup-item.ts';
import { propertyItem } from './property-item.ts';
import { residenceItem } from './residence-item.ts';

const notOffered: LocalizedText = {
  zh: '本市暂不受理这个事项。',
  en: 'This city does not handle this item.',
};

export interface CityItems {
  prefill(itemCode: string, idNumber: string, nowMs: number): Result<Prefill, LocalizedText>;
  decide(submission: Submission, nowMs: number): Result<Decision, LocalizedText>;
}

/** The items of this city, by the codes of `catalog/`. */
export function createCityItems(parcels: Parcels): CityItems {
  const items = new Map<string, CityItem>([
    ['312000990001', pensionItem],
    ['312000083000', residenceItem],
    ['312000990002', createPickupItem(parcels)],
    ['312000990003', propertyItem],
  ]);
  return {
    prefill: (itemCode, idNumber, nowMs) => items.get(itemCode)?.prefill(idNumber, nowMs) ?? err(notOffered),
    decide: (submission, nowMs) =>
      items.get(submission.itemCode)?.decide(submission, nowMs) ?? err(notOffered),
  };
}
