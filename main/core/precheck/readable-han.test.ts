import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import readableHan from './readable-han.generated.json' with { type: 'json' };

/** The character list is part 1 of a Tesseract `.traineddata` file: a count of parts, their offsets, the parts. */
function readModelCharacters(): string[] {
  const packageFile = createRequire(import.meta.url).resolve('@tesseract.js-data/chi_sim/package.json');
  const model = gunzipSync(
    readFileSync(path.join(path.dirname(packageFile), '4.0.0/chi_sim.traineddata.gz')),
  );
  const offsets = Array.from({ length: model.readInt32LE(0) }, (_, index) =>
    Number(model.readBigInt64LE(4 + 8 * index)),
  );
  const begin = offsets[1] ?? 0;
  const end = Math.min(...offsets.filter((offset) => offset > begin));
  const lines = model.subarray(begin, end).toString('utf8').split('\n').slice(1);
  return lines.map((line) => line.split(' ')[0] ?? '').filter((text) => /^\p{Script=Han}$/u.test(text));
}

it('the list of readable characters is that of the installed model', () => {
  const characters = [...new Set(readModelCharacters())].sort().join('');
  expect(readableHan.characters).toBe(characters);
});
