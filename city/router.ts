import { implement } from '@orpc/server';
import { type CityPerson, cityContract } from '../contract/city.ts';
import type { Clock } from '../contract/clock.ts';
import type { FictionalPerson } from '../contract/fictional-person.ts';
import { officerContract } from '../contract/officer.ts';
import { unreachable } from '../contract/result.ts';
import type { Cases } from './cases.ts';
import type { CityCodes } from './city-codes.ts';
import type { Decisions } from './decisions.ts';
import type { CityItems } from './items/index.ts';
import type { Notifications } from './notifications.ts';
import { type CallerContext, type OfficerDesk, officerHandlers } from './officer/index.ts';
import type { Parcels } from './parcels.ts';
import { type Payments, paymentHandlers } from './payment/index.ts';
import { type Companies, type PaperInvoices, taxHandlers } from './tax/index.ts';

/** The published API. */
export function createCityRouter(city: {
  people: FictionalPerson[];
  codes: CityCodes;
  items: CityItems;
  cases: Cases;
  parcels: Parcels;
  decisions: Decisions;
  notifications: Notifications;
  payments: Payments;
  companies: Companies;
  paperInvoices: PaperInvoices;
  officerDesk: OfficerDesk;
  /** Null: no officers. */
  officerToken: string | null;
  clock: Clock;
}) {
  const os = implement({ ...cityContract, ...officerContract }).$context<CallerContext>();
  return os.router({
    health: os.health.handler(() => ({ status: 'ok' })),

    exchangeCityCode: os.exchangeCityCode.handler(({ input, errors }) => {
      const exchange = city.codes.exchange(input.code);
      if (exchange.ok) return describePerson(city.people, exchange.value.personId);
      switch (exchange.error) {
        case 'expired':
          throw errors.CITY_CODE_EXPIRED();
        case 'replayed':
          throw errors.CITY_CODE_REPLAYED();
        case 'unknown':
          throw errors.CITY_CODE_UNKNOWN();
        default:
          return unreachable(exchange.error);
      }
    }),

    prefill: os.prefill.handler(({ input, errors }) => {
      const prefill = city.items.prefill(input.itemCode, input, city.clock.wallMs());
      if (!prefill.ok) throw errors.ITEM_REFUSED({ data: { reason: prefill.error } });
      return prefill.value;
    }),

    submitCase: os.submitCase.handler(({ input, errors }) => {
      const acceptance = city.cases.submit(input);
      if (acceptance.ok) return acceptance.value;
      switch (acceptance.error.kind) {
        case 'conflict':
          throw errors.CASE_ID_CONFLICT();
        case 'refused':
          throw errors.CASE_REFUSED({ data: { reason: acceptance.error.reason } });
        default:
          return unreachable(acceptance.error);
      }
    }),

    lookUpCase: os.lookUpCase.handler(({ input, errors }) => {
      const acceptance = city.cases.lookUp(input.caseId);
      if (!acceptance) throw errors.CASE_UNKNOWN();
      return acceptance;
    }),

    lookUpDecision: os.lookUpDecision.handler(({ input, errors }) => {
      const decision = city.decisions.find(input.caseId);
      if (!decision) throw errors.CASE_UNKNOWN();
      return { caseId: input.caseId, decision };
    }),

    fetchLicence: os.fetchLicence.handler(({ input, errors }) => {
      const certificate = city.decisions.findLicence(input.caseId, input.licenceId);
      if (!certificate) throw errors.LICENCE_UNKNOWN();
      return { ...input, certificate };
    }),

    notify: os.notify.handler(({ input, errors }) => {
      if (!city.notifications.send(input.caseId, input.subject)) throw errors.CASE_UNKNOWN();
      return { notified: true };
    }),

    handOverParcel: os.handOverParcel.handler(({ input, errors }) => {
      const handover = city.parcels.handOver(input.parcelId, input.caseId);
      if (handover.ok) return { handedOver: true };
      switch (handover.error) {
        case 'unknown':
          throw errors.PARCEL_UNKNOWN();
        case 'taken_by_other':
          throw errors.PARCEL_TAKEN_BY_OTHER();
        default:
          return unreachable(handover.error);
      }
    }),

    rate: os.rate.handler(({ input, errors }) => {
      if (!city.cases.rate(input)) throw errors.CASE_UNKNOWN();
      return { recorded: true };
    }),

    ...paymentHandlers(city.payments),
    ...officerHandlers(city.officerDesk, city.officerToken),
    ...taxHandlers(city, (personId) => describePerson(city.people, personId)),
  });
}

function describePerson(people: FictionalPerson[], personId: string): CityPerson {
  const person = people.find((each) => each.personId === personId);
  if (!person) throw new Error('a code names a person who is not in the people file any more');
  const { name, idNumber, sex, birthDate, address } = person.card;
  return { name, idNumber, sex, birthDate, address };
}
