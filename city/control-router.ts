import { implement, ORPCError } from '@orpc/server';
import { cityControlContract } from '../contract/city.ts';
import type { FictionalPerson } from '../contract/fictional-person.ts';
import type { TerminalId } from '../contract/words.ts';
import type { CityCodes } from './city-codes.ts';
import type { Decisions } from './decisions.ts';
import type { CityLedger } from './ledger.ts';
import type { Parcels } from './parcels.ts';
import type { PaymentMishaps, Payments } from './payment/index.ts';
import type { PublicServer } from './public-server.ts';
import type { Companies, PaperInvoices } from './tax/index.ts';

const placedByHand = { zh: '社会保障卡', en: 'Social security card' };

/** Control of the embedded city, for the demo and the tests. */
export function createControlRouter(city: {
  people: FictionalPerson[];
  codes: CityCodes;
  parcels: Parcels;
  decisions: Decisions;
  terminalId: TerminalId;
  payments: Payments;
  companies: Companies;
  paperInvoices: PaperInvoices;
  mishaps: PaymentMishaps;
  ledger: CityLedger;
  server: PublicServer;
  codeLifetimeMs: number;
}) {
  const findPerson = (personId: string): FictionalPerson => {
    const person = city.people.find((each) => each.personId === personId);
    if (person) return person;
    const allowed = city.people.map((each) => each.personId).join(', ');
    throw new ORPCError('BAD_REQUEST', { message: `personId must be one of: ${allowed}` });
  };
  const os = implement(cityControlContract);
  return os.router({
    showCodeOnPhone: os.showCodeOnPhone.handler(({ input }) =>
      city.codes.show(findPerson(input.personId).personId, input.lifetimeMs ?? city.codeLifetimeMs),
    ),
    showBusinessLicence: os.showBusinessLicence.handler(({ input }) => {
      const { personId } = findPerson(input.personId);
      const lifetimeMs = input.lifetimeMs ?? city.codeLifetimeMs;
      return city.companies.showLicence(personId, input.creditCode, lifetimeMs);
    }),
    loadInvoices: os.loadInvoices.handler(({ input }) => {
      city.paperInvoices.load(input.terminalId ?? city.terminalId, Number(input.firstNumber));
      return { done: true };
    }),
    checkUsedInvoices: os.checkUsedInvoices.handler(({ input }) => {
      const company = city.companies.find(input.creditCode);
      if (!company) throw new ORPCError('BAD_REQUEST', { message: 'no such company' });
      city.paperInvoices.checkUsed(company);
      return { done: true };
    }),
    setConditions: os.setConditions.handler(async ({ input }) => {
      if (input.decisionMs !== undefined) city.decisions.setPaceMs(input.decisionMs);
      await city.server.setConditions(input);
      return { done: true };
    }),
    placeParcel: os.placeParcel.handler(({ input }) => {
      const { idNumber } = findPerson(input.personId).card;
      const { board, cell, terminalId = city.terminalId } = input;
      const placement = { idNumber, board, cell, description: placedByHand, terminalId };
      return { parcelId: city.parcels.place(placement) };
    }),
    readLedger: os.readLedger.handler(() => city.ledger.read()),
    showPaymentCode: os.showPaymentCode.handler(({ input }) => ({
      code: city.payments.showCode(findPerson(input.personId).personId, input.manner),
    })),
    scanPaymentQr: os.scanPaymentQr.handler(({ input }) => ({
      saw: city.payments.scanQr(findPerson(input.personId).personId, input.text),
    })),
    answerPasswordQuestion: os.answerPasswordQuestion.handler(({ input }) => ({
      answered: city.payments.answerPasswordQuestion(findPerson(input.personId).personId, input.agree),
    })),
    setPaymentMishap: os.setPaymentMishap.handler(({ input }) => {
      city.mishaps.set(input.mishap, input.answers);
      return { done: true };
    }),
  });
}
