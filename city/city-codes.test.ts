import { afterEach, beforeEach, expect, it } from 'vitest';
import { SteppedClock } from '../contract/test-clock.ts';
import { startTestCity, type TestCity, terminalId, zhang } from './test-city.ts';

let city: TestCity;
let clock: SteppedClock;

beforeEach(async () => {
  clock = new SteppedClock();
  city = await startTestCity({ clock });
});
afterEach(() => city.stop());

const exchange = (code: string) =>
  city.client.exchangeCityCode({ code, terminalId, purpose: 'identification' });

it('a fresh code -> the person, and nothing of the person in the code', async () => {
  const { code, expiresAt } = await city.control.showCodeOnPhone({ personId: 'zhang-ceshi' });
  expect(code).toMatch(/^SSM1[0-9A-F]{32}$/);
  expect(expiresAt).toBe('2026-11-22T02:01:00.000Z');
  expect(await exchange(`${code}\r\n`)).toEqual({
    ...zhang,
    sex: 'male',
    birthDate: '1988-03-15',
    address: '上海市示例区测试路18号302室',
  });
  expect(await city.control.readLedger()).toEqual([
    { type: 'city_code_exchanged', at: '2026-11-22T02:00:00.000Z' },
  ]);
});

it('a code photographed over the shoulder and shown again -> replayed, also after its time', async () => {
  const { code } = await city.control.showCodeOnPhone({ personId: 'zhang-ceshi' });
  await exchange(code);
  await expect(exchange(code)).rejects.toMatchObject({ code: 'CITY_CODE_REPLAYED' });
  clock.advance(120_000);
  await expect(exchange(code)).rejects.toMatchObject({ code: 'CITY_CODE_REPLAYED' });
});

it('two terminals at the same moment -> one gets the person', async () => {
  const { code } = await city.control.showCodeOnPhone({ personId: 'zhang-ceshi' });
  const outcomes = await Promise.allSettled([exchange(code), exchange(code), exchange(code)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('a code shown too long ago -> expired, and a new one works', async () => {
  const { code } = await city.control.showCodeOnPhone({ personId: 'zhang-ceshi' });
  clock.advance(59_999);
  const { code: next } = await city.control.showCodeOnPhone({ personId: 'zhang-ceshi', lifetimeMs: 5000 });
  clock.advance(1);
  await expect(exchange(code)).rejects.toMatchObject({ code: 'CITY_CODE_EXPIRED' });
  expect(await exchange(next)).toMatchObject(zhang);
});

it('any other QR code -> unknown', async () => {
  await expect(exchange('https://shop.example/8f3a')).rejects.toMatchObject({ code: 'CITY_CODE_UNKNOWN' });
});
