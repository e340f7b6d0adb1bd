import type { Submission } from '../../contract/city.ts';
import { err, type Result } from '../../contract/result.ts';
import type { LocalizedText } from '../../contract/words.ts';
import type { OfficerDesk } from '../officer/index.ts';
import type { Parcels } from '../parcels.ts';
import type { Companies, DigitalInvoices, PaperInvoices } from '../tax/index.ts';
import type { CityItem, Decision, ItemApplicant, Prefill } from './city-item.ts';
import { createDigitalInvoiceItem } from './digital-invoice-item.ts';
import { createPaperInvoiceItem } from './paper-invoice-item.ts';
import { pensionItem } from './pension-item.ts';
import { createPickupItem } from './pickup-item.ts';
import { propertyItem } from './property-item.ts';
import { createRemoteHandlingItem } from './remote-handling-item.ts';
import { createRemoteResultsItem } from './remote-results-item.ts';
import { residenceItem } from './residence-item.ts';
import { createSeniorCardItem } from './senior-card-item.ts';

const notOffered: LocalizedText = {
  zh: '本市暂不受理这个事项。',
  en: 'This city does not handle this item.',
};

export interface CityItems {
  prefill(itemCode: string, applicant: ItemApplicant, nowMs: number): Result<Prefill, LocalizedText>;
  decide(submission: Submission, nowMs: number): Result<Decision, LocalizedText>;
}

/** The items of this city, by the codes of `catalog/`. */
export function createCityItems({
  parcels,
  companies,
  paperInvoices,
  digitalInvoices,
  officerDesk,
  hasOfficers,
  linkTo,
  regionCode,
}: {
  parcels: Parcels;
  companies: Companies;
  paperInvoices: PaperInvoices;
  digitalInvoices: DigitalInvoices;
  officerDesk: OfficerDesk;
  hasOfficers: boolean;
  /** The address that gives out an original. */
  linkTo: (token: string) => string;
  regionCode: string;
}): CityItems {
  const items = new Map<string, CityItem>([
    ['312000990001', pensionItem],
    ['312000083000', residenceItem],
    ['312000990002', createPickupItem(parcels)],
    ['312000990003', propertyItem],
    ['312000990004', createSeniorCardItem(regionCode)],
    ['312000990005', createPaperInvoiceItem(companies, paperInvoices)],
    ['312000990006', createDigitalInvoiceItem(companies, digitalInvoices, linkTo)],
    ['312000990007', createRemoteHandlingItem(companies, hasOfficers ? officerDesk : null)],
    ['312000990008', createRemoteResultsItem(companies, officerDesk)],
  ]);
  return {
    prefill: (itemCode, applicant, nowMs) =>
      items.get(itemCode)?.prefill(applicant, nowMs) ?? err(notOffered),
    decide: (submission, nowMs) =>
      items.get(submission.itemCode)?.decide(submission, nowMs) ?? err(notOffered),
  };
}
