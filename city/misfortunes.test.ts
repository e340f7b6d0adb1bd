import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../contract/test-clock.ts';
import { makeSubmission, startTestCity, type TestCity, terminalId, zhang } from './test-city.ts';

let city: TestCity;
let clock: SteppedClock;

beforeEach(async () => {
  clock = new SteppedClock();
  city = await startTestCity({ clock });
});
afterEach(() => city.stop());

describe('a city that goes away', () => {
  it('refuses connections, keeps its control, and comes back on the same port', async () => {
    await city.client.health();
    await city.control.setConditions({ reachable: false });
    await expect(fetch(city.baseUrl)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await city.control.setConditions({ reachable: false });
    await city.control.setConditions({ reachable: true });
    expect(await city.client.health()).toEqual({ status: 'ok' });
  });

  it('in the middle of an answer -> the sender hears nothing, but the case is there afterwards', async () => {
    await city.control.setConditions({ reachable: true, delayMs: 60_000 });
    const submission = makeSubmission();
    const sent = expect(city.client.submitCase(submission)).rejects.toThrow();
    await expect.poll(async () => (await city.control.readLedger()).length).toBe(1);
    await city.control.setConditions({ reachable: false });
    await sent;
    await city.control.setConditions({ reachable: true });
    expect(await city.client.lookUpCase({ caseId: submission.caseId })).toMatchObject({
      acceptedAt: '2026-11-22T02:00:00.000Z',
    });
    expect(city.failures).toEqual([]);
  });
});

it('a slow city -> acts at once and answers when the time is over', async () => {
  await city.control.setConditions({ reachable: true, delayMs: 5000 });
  let answered = false;
  const answer = city.client.submitCase(makeSubmission()).then(() => {
    answered = true;
  });
  await expect.poll(async () => (await city.control.readLedger()).length).toBe(1);
  clock.advance(4999);
  await city.control.readLedger();
  expect(answered).toBe(false);
  clock.advance(1);
  await answer;
});

it('slow no more -> answers held back go out at once', async () => {
  await city.control.setConditions({ reachable: true, delayMs: 60_000 });
  const answer = city.client.submitCase(makeSubmission());
  await expect.poll(async () => (await city.control.readLedger()).length).toBe(1);
  await city.control.setConditions({ reachable: true });
  expect(await answer).toMatchObject({ acceptanceNumber: expect.any(String) });
});

it('a message that breaks the contract -> 400 that repeats nothing of the person', async () => {
  const response = await fetch(`${city.baseUrl}/v1/cases/${zhang.idNumber}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      applicant: { name: zhang.name, idNumber: 310199 },
      itemCode: zhang.idNumber,
      terminalId,
      signedAt: zhang.name,
      form: [zhang.name],
    }),
  });
  const body = await response.text();
  expect(response.status).toBe(400);
  expect(body).toContain('itemCode');
  expect(body).not.toContain(zhang.name);
  expect(body).not.toContain(zhang.idNumber);
});

it('an address the API does not have -> 404', async () => {
  expect((await fetch(`${city.baseUrl}/v1/nothing`)).status).toBe(404);
});
