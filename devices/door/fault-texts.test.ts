import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { statusOfOpenFailure } from '../host/index.ts';
import { doorFaultTexts, faultOfException } from './fault-texts.ts';

const folder = new URL('.', import.meta.url);

it('every fault a door tells has words for resident and technician in both languages', () => {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const told = sources.flatMap((text) =>
    [...text.matchAll(/doorFault\(\s*'(\w+)'/g)].map(([, code]) => code),
  );
  const ofTheLine = (['not_found', 'busy', 'lost'] as const).map(
    (kind) => statusOfOpenFailure({ kind, detail: '' }).fault?.code,
  );
  const ofTheBoard = Array.from({ length: 256 }, (_, exception) => faultOfException(exception).code);
  const all = new Set([...told, ...ofTheLine, ...ofTheBoard]);
  expect(Object.keys(doorFaultTexts).toSorted()).toEqual([...all].toSorted());
  for (const { resident, technician } of Object.values(doorFaultTexts)) {
    for (const text of [resident, technician]) expect(text.zh && text.en).toMatch(/\S/);
  }
});

it('an exception that is not listed -> unknown_code with the code as it came', () => {
  expect(faultOfException(0x0c)).toEqual({
    code: 'unknown_code',
    nextAct: 'technician',
    vendorCode: 'exception 0c',
  });
});
