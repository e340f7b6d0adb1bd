import { implement } from '@orpc/server';
import { type CityPerson, cityContract } from '../../contract/city.ts';
import { unreachable } from '../../contract/result.ts';
import type { Companies } from './companies.ts';
import type { PaperInvoices } from './paper-invoices.ts';

/** The part of the published API that is about companies and their invoices. */
export function taxHandlers(
  { companies, paperInvoices }: { companies: Companies; paperInvoices: PaperInvoices },
  describePerson: (personId: string) => CityPerson,
) {
  const os = implement(cityContract);
  return {
    exchangeBusinessLicence: os.exchangeBusinessLicence.handler(({ input, errors }) => {
      const exchange = companies.exchangeLicence(input.code);
      if (exchange.ok) {
        const { company, personId } = exchange.value;
        return { company, agent: describePerson(personId) };
      }
      switch (exchange.error) {
        case 'expired':
          throw errors.LICENCE_CODE_EXPIRED();
        case 'replayed':
          throw errors.LICENCE_CODE_REPLAYED();
        case 'unknown':
          throw errors.LICENCE_CODE_UNKNOWN();
        case 'not_authorised':
          throw errors.AGENT_NOT_AUTHORISED();
        default:
          return unreachable(exchange.error);
      }
    }),
    authoriseAgent: os.authoriseAgent.handler(({ input, errors }) => {
      const authorised = companies.authorise(input.creditCode, input.idNumber);
      if (authorised.ok) return { company: authorised.value };
      if (authorised.error === 'unknown') throw errors.COMPANY_UNKNOWN();
      throw errors.AGENT_NOT_AUTHORISED();
    }),
    countInvoices: os.countInvoices.handler(({ input, errors }) => {
      const { caseId, handedOut, unclear, inOrder } = input;
      const counted = paperInvoices.count(caseId, { handedOut, unclear, inOrder });
      if (counted.ok) return { counted: true as const };
      if (counted.error === 'unknown') throw errors.CASE_UNKNOWN();
      throw errors.COUNT_REFUSED();
    }),
  };
}
