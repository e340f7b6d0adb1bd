import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultOfException } from '../door/index.ts';
import { statusOfOpenFailure } from '../host/index.ts';
import { powerRelayFaultTexts } from './fault-texts.ts';

const folder = new URL('.', import.meta.url);

it('every fault the power relay tells has words in both languages', () => {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const told = sources.flatMap((text) =>
    [...text.matchAll(/powerFault\([^)]*\)/g)].flatMap(([call]) =>
      [...call.matchAll(/'(\w+)'/g)].map(([, code]) => code),
    ),
  );
  const ofTheLine = (['not_found', 'busy', 'lost'] as const).map(
    (kind) => statusOfOpenFailure({ kind, detail: '' }).fault?.code,
  );
  const ofTheBoard = Array.from({ length: 256 }, (_, exception) => faultOfException(exception).code);
  const all = new Set([...told, ...ofTheLine, ...ofTheBoard]);
  expect(Object.keys(powerRelayFaultTexts).toSorted()).toEqual([...all].toSorted());
  for (const { resident, technician } of Object.values(powerRelayFaultTexts)) {
    for (const text of [resident, technician]) expect(text.zh && text.en).toMatch(/\S/);
  }
});
