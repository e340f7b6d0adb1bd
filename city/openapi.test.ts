import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { cityContract } from '../contract/city.ts';
import { officerContract } from '../contract/officer.ts';
import { generateOpenApi } from './openapi.ts';
import { startTestCity } from './test-city.ts';

const committed = JSON.parse(await readFile(new URL('./openapi.json', import.meta.url), 'utf8'));

it('the committed description is the one the contract gives (renew: node city/entry.ts --openapi)', async () => {
  expect(committed).toEqual(await generateOpenApi());
});

it('is valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate(committed)).toEqual({ valid: true });
});

it('has every call of the contract, and its errors by status', () => {
  const operations = Object.values<Record<string, { operationId: string; responses: object }>>(
    committed.paths,
  ).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
    Object.keys({ ...cityContract, ...officerContract }).sort(),
  );
  const exchange = operations.find(({ operationId }) => operationId === 'exchangeCityCode');
  expect(Object.keys(exchange?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '404', '409', '410']),
  );
});

it('is what a running city publishes', async () => {
  const city = await startTestCity();
  const response = await fetch(`${city.baseUrl}/openapi.json`);
  expect(await response.json()).toEqual(committed);
  await city.stop();
});
