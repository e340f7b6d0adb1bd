import { err, ok } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import type { Parcels, WaitingParcel } from '../parcels.ts';
import type { CityItem } from './city-item.ts';

const nothingWaits: LocalizedText = {
  zh: '目前没有等您来取的东西。办好以后会发短信通知您，收到短信再来取。',
  en: 'Nothing is waiting for you yet. You will get a text message when it is ready; please come then.',
};
const notWaitingAnyMore: LocalizedText = {
  zh: '这一件已经取走，或者不是给您的。',
  en: 'This item has already been taken, or it is not for you.',
};

/** 自助取件: the locker gives a person what waits for this person, and nothing else. */
export function createPickupItem(parcels: Parcels): CityItem {
  return {
    prefill({ idNumber, terminalId }) {
      const waiting = parcels.waitingFor(idNumber, terminalId);
      if (waiting.length === 0) return err(nothingWaits);
      const parcel = waiting.map((each) => ({ value: each.parcelId, label: labelOf(each) }));
      return ok({ values: {}, options: { parcel } });
    },
    decide({ applicant, form, terminalId }) {
      const waiting = parcels.waitingFor(applicant.idNumber, terminalId);
      const parcel = waiting.find(({ parcelId }) => parcelId === form.parcel);
      return parcel ? ok({ certificate: null, parcel }) : err(notWaitingAnyMore);
    },
  };
}

function labelOf({ description, cell }: WaitingParcel): LocalizedText {
  return { zh: `${description.zh}（${cell}号柜门）`, en: `${description.en} (door ${cell})` };
}
