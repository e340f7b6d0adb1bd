import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderNumberSchema } from '../../contract/payment.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { makeSubmission, startTestCity, type TestCity, terminalId } from '../test-city.ts';

let city: TestCity;
let clock: SteppedClock;
let request: ReturnType<typeof orderFor>;
const person = { personId: 'li-shili' };

const newNumber = () => orderNumberSchema.parse(randomUUID().replaceAll('-', '').toUpperCase());
const orderFor = ({ caseId, itemCode }: ReturnType<typeof makeSubmission>) => ({
  ...{ caseId, itemCode, terminalId, amountFen: 1000, orderNumber: newNumber() },
});

beforeEach(async () => {
  clock = new SteppedClock();
  city = await startTestCity({ clock });
  const submission = makeSubmission();
  await city.client.submitCase(submission);
  request = orderFor(submission);
});
afterEach(async () => {
  await city.stop();
  expect(city.failures).toEqual([]);
});

const code = async (manner: 'sufficient' | 'insufficient' | 'needs_password' | 'expired' = 'sufficient') =>
  (await city.control.showPaymentCode({ ...person, manner })).code;
const money = async () =>
  (await city.control.readLedger()).map(({ type }) => type).filter((type) => type.startsWith('payment_'));
const seen = async () =>
  (await city.control.readLedger()).flatMap((entry) => (entry.type === 'phone_notified' ? [entry.saw] : []));

describe('by the code on the phone', () => {
  it('sent again because the answer was lost -> paid once, the same answer', async () => {
    const shown = await code();
    const first = await city.client.chargeByCode({ ...request, code: shown });
    expect(first).toMatchObject({ status: 'paid', amountFen: 1000, orderNumber: request.orderNumber });
    expect(await city.client.chargeByCode({ ...request, code: shown })).toEqual(first);
    expect(await city.client.queryPayment(request)).toEqual(first);
    expect([await money(), await seen()]).toEqual([['payment_taken'], ['paid']]);
  });

  it('the same code for another order -> used up', async () => {
    const shown = await code();
    await city.client.chargeByCode({ ...request, code: shown });
    expect(
      await city.client.chargeByCode({ ...request, orderNumber: newNumber(), code: shown }),
    ).toMatchObject({ status: 'failed', failure: 'code_used' });
  });

  it.each([
    ['insufficient', 'insufficient_balance'],
    ['expired', 'code_expired'],
  ] as const)('%s -> not paid, and the order stays so', async (manner, failure) => {
    const answer = await city.client.chargeByCode({ ...request, code: await code(manner) });
    expect(answer).toMatchObject({ status: 'failed', failure });
    expect(await city.client.chargeByCode({ ...request, code: await code() })).toEqual(answer);
    expect(await money()).toEqual([]);
  });

  it('with a password -> waits; entered -> paid, cancelled -> not', async () => {
    const asked = await city.client.chargeByCode({ ...request, code: await code('needs_password') });
    expect(asked).toMatchObject({ status: 'awaiting_payer', qrText: null });
    expect(await city.control.answerPasswordQuestion({ ...person, agree: true })).toEqual({ answered: true });
    expect(await city.client.queryPayment(request)).toMatchObject({ status: 'paid' });
    expect(await city.control.answerPasswordQuestion({ ...person, agree: true })).toEqual({
      answered: false,
    });
    expect(await seen()).toEqual(['password_asked', 'paid']);
  });

  it('the number of another order, or of a case nobody sent -> refused', async () => {
    await city.client.chargeByCode({ ...request, code: await code() });
    const shown = await code();
    await expect(
      city.client.chargeByCode({ ...request, amountFen: 2000, code: shown }),
    ).rejects.toMatchObject({ code: 'ORDER_CONFLICT' });
    const stranger = orderFor(makeSubmission());
    await expect(city.client.chargeByCode({ ...stranger, code: shown })).rejects.toMatchObject({
      code: 'CASE_UNKNOWN',
    });
  });
});

describe('by the QR on the screen', () => {
  it('scanned -> paid once; scanned again -> no longer valid', async () => {
    const order = await city.client.makePaymentOrder(request);
    const text = order.qrText ?? '';
    expect(await city.control.scanPaymentQr({ ...person, text })).toEqual({ saw: 'paid' });
    expect(await city.control.scanPaymentQr({ ...person, text })).toEqual({ saw: 'not_valid' });
    expect(await money()).toEqual(['payment_taken']);
  });

  it('undone before it was scanned -> can never be paid', async () => {
    const { qrText } = await city.client.makePaymentOrder(request);
    expect(await city.client.reversePayment(request)).toMatchObject({ status: 'closed' });
    expect(await city.control.scanPaymentQr({ ...person, text: qrText ?? '' })).toEqual({ saw: 'not_valid' });
  });
});

describe('undoing and returning', () => {
  it('a paid order undone twice -> the money goes back once', async () => {
    await city.client.chargeByCode({ ...request, code: await code() });
    const undone = await city.client.reversePayment(request);
    expect(undone).toMatchObject({ status: 'returned' });
    expect(await city.client.reversePayment(request)).toEqual(undone);
    expect(await money()).toEqual(['payment_taken', 'payment_returned']);
  });

  it('undone before the charge itself arrives -> the charge takes nothing', async () => {
    await city.client.reversePayment(request);
    expect(await city.client.chargeByCode({ ...request, code: await code() })).toMatchObject({
      status: 'closed',
    });
    expect(await money()).toEqual([]);
  });

  it('a refund repeated under its number -> once; another refund of the same money -> refused', async () => {
    await city.client.chargeByCode({ ...request, code: await code() });
    const refund = { ...request, refundNumber: newNumber() };
    const first = await city.client.refundPayment(refund);
    expect(await city.client.refundPayment(refund)).toEqual(first);
    await expect(city.client.refundPayment({ ...refund, refundNumber: newNumber() })).rejects.toMatchObject({
      code: 'REFUND_REFUSED',
    });
    expect(await seen()).toEqual(['paid', 'returned']);
  });

  it('a city that was restarted remembers all of it', async () => {
    await city.client.chargeByCode({ ...request, code: await code() });
    city = await city.restart();
    expect(await city.client.queryPayment(request)).toMatchObject({ status: 'paid' });
  });
});

it('the file of a day has every payment and return of the terminal, by the day in Shanghai', async () => {
  await city.client.chargeByCode({ ...request, code: await code() });
  clock.advance(14 * 3_600_000);
  await city.client.reversePayment(request);
  const file = (day: string) => city.client.readReconciliationFile({ terminalId, day });
  expect(await file('2026-11-22')).toMatchObject({
    paidFen: 1000,
    returnedFen: 0,
    lines: [{ kind: 'payment' }],
  });
  expect(await file('2026-11-23')).toMatchObject({
    paidFen: 0,
    returnedFen: 1000,
    lines: [{ kind: 'return' }],
  });
  expect(await file('2026-11-24')).toMatchObject({ lines: [] });
});
