import { implement, ORPCError } from '@orpc/server';
import { cityControlContract } from '../contract/city.ts';
import type { FictionalPerson } from '../contract/fictional-person.ts';
import type { CityCodes } from './city-codes.ts';
import type { CityLedger } from './ledger.ts';
import type { Parcels } from './parcels.ts';
import type { PaymentMishaps, Payments } from './payment/index.ts';
import type { PublicServer } from './public-server.ts';

const placedByHand = { zh: '社会保障卡', en: 'Social security card' };

/** Control of the embedded city, for the demo and the tests. */
export function createControlRouter(city: {
  people: FictionalPerson[];
  codes: CityCodes;
  parcels: Parcels;
  payments: Payments;
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
    setConditions: os.setConditions.handler(async ({ input }) => {
      await city.server.setConditions(input);
      return { done: true };
    }),
    placeParcel: os.placeParcel.handler(({ input }) => {
      const { idNumber } = findPerson(input.personId).card;
      const { board, cell } = input;
      return { parcelId: city.parcels.place({ idNumber, board, cell, description: placedByHand }) };
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
