import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { statusOfOpenFailure } from '../host/index.ts';
import { lockerFaultTexts } from './fault-texts.ts';

const folder = new URL('.', import.meta.url);

it('every fault a locker tells has words for resident and technician in both languages', () => {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const told = sources.flatMap((text) =>
    [...text.matchAll(/lockerFault\(\s*'(\w+)'/g)].map(([, code]) => code),
  );
  const ofTheLine = (['not_found', 'busy', 'lost'] as const).map(
    (kind) => statusOfOpenFailure({ kind, detail: '' }).fault?.code,
  );
  expect(told.length).toBeGreaterThan(5);
  expect(Object.keys(lockerFaultTexts).toSorted()).toEqual([...new Set([...told, ...ofTheLine])].toSorted());
  for (const { resident, technician } of Object.values(lockerFaultTexts)) {
    for (const text of [resident, technician]) expect(text.zh && text.en).toMatch(/\S/);
  }
});
