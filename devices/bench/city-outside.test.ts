import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareCitySetup, type RunningCity, startCity } from '../../city/index.ts';
import { CityOutside } from './city-outside.ts';

let directory: string;
let city: RunningCity;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bench-city-'));
  const setup = await prepareCitySetup({
    port: 0,
    controlPort: 0,
    ledgerFile: join(directory, 'city.sqlite'),
  });
  if (!setup.ok) throw new Error(setup.error.join('\n'));
  city = await startCity(setup.value);
});

afterAll(async () => {
  await city.stop();
  await rm(directory, { recursive: true });
});

describe('the city outside the terminal', () => {
  it('the code on the phone is one the city gives this person for, once', async () => {
    const code = await new CityOutside(city.controlUrl).showCode('li-shili');
    const exchange = () =>
      fetch(`${city.baseUrl}/v1/city-codes/exchange`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: code.ok && code.value, terminalId: 'TERMINAL-1', purpose: 'test' }),
      });
    expect(await (await exchange()).json()).toMatchObject({ name: '李示例' });
    expect((await exchange()).status).toBe(409);
  });

  it('a parcel can be announced again, so that a demo can be repeated', async () => {
    const outside = new CityOutside(city.controlUrl);
    const first = await outside.announceParcel({ board: 1, cell: 7 }, 'li-shili');
    const second = await outside.announceParcel({ board: 1, cell: 7 }, 'li-shili');
    expect(first.ok && second.ok && first.value !== second.value).toBe(true);
  });

  it('unknown person, no city, city gone -> a sentence and no exception', async () => {
    expect(await new CityOutside(city.controlUrl).showCode('nobody')).toMatchObject({
      ok: false,
      error: { kind: 'city_refused', detail: expect.stringContaining('zhang-ceshi') },
    });
    expect(await new CityOutside(undefined).showCode('li-shili')).toEqual({
      ok: false,
      error: { kind: 'no_city' },
    });
    expect(await new CityOutside('http://127.0.0.1:1').showCode('li-shili')).toMatchObject({
      ok: false,
      error: { kind: 'city_refused' },
    });
  });
});
