import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pinyin } from 'pinyin-pro';
import { helpFileSchema } from '../contract/help-entry.ts';
import { root } from './root.ts';

/**
 * Writes `spellings.generated.json` beside the questions and answers: the pinyin of every Chinese key
 * word, so that the terminal needs no dictionary of readings in its memory.
 * Run after every change of a key word: `node build/make-help-spellings.ts [--help-directory DIRECTORY]`.
 */
const { values } = parseArgs({
  options: { 'help-directory': { type: 'string', default: join(root, 'catalog/help') } },
});
const directory = values['help-directory'];
const target = join(directory, 'spellings.generated.json');
const words = readdirSync(directory)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.generated.json'))
  .flatMap((name) => helpFileSchema.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))))
  .flatMap(({ keyWords }) => keyWords.zh);
const spelt = [...new Set(words)]
  .sort()
  .map((word) => [word, pinyin(word, { toneType: 'none', type: 'array', v: true }).join(' ').toLowerCase()]);
writeFileSync(target, `${JSON.stringify(Object.fromEntries(spelt), null, 1)}\n`);
