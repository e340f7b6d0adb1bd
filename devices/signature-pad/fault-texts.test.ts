import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { statusOfOpenFailure } from '../host/index.ts';
import { signaturePadFaultTexts } from './fault-texts.ts';

const folder = new URL('.', import.meta.url);

it('every fault a pad tells has words for resident and technician in both languages, and none is told by nobody', () => {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const told = sources.flatMap((text) => [...text.matchAll(/padFault\(\s*'(\w+)'/g)].map(([, code]) => code));
  const ofTheLine = (['not_found', 'busy', 'lost'] as const).map(
    (kind) => statusOfOpenFailure({ kind, detail: '' }).fault?.code,
  );
  expect(Object.keys(signaturePadFaultTexts).toSorted()).toEqual(
    [...new Set([...told, ...ofTheLine])].toSorted(),
  );
  for (const { resident, technician } of Object.values(signaturePadFaultTexts)) {
    for (const text of [resident, technician]) expect(text.zh && text.en).toMatch(/\S/);
  }
});
