import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  type HelpEntry,
  type HelpSpellings,
  helpFileSchema,
  helpSpellingsSchema,
} from '../../../contract/help-entry.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { ItemCode } from '../../../contract/words.ts';
import { type ConfigProblem, describeIssue } from '../catalog/index.ts';

const spellingsName = 'spellings.generated.json';

/** Everything the answers are made of. */
export interface HelpTexts {
  readonly entries: readonly HelpEntry[];
  readonly spellings: HelpSpellings;
}

/**
 * Reads every `.json` file of the folder `help` of a catalogue, in order of file names. A catalogue
 * without that folder has no answers. All problems of all files are told at once.
 */
export async function loadHelp(
  catalogDirectory: string,
  itemCodes: readonly ItemCode[],
): Promise<Result<HelpTexts, ConfigProblem[]>> {
  const directory = join(catalogDirectory, 'help');
  let names: string[];
  try {
    names = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  } catch {
    return ok({ entries: [], spellings: {} });
  }
  const spelt = await parse(join(directory, spellingsName), helpSpellingsSchema);
  const parsed = await Promise.all(
    names
      .filter((name) => name !== spellingsName)
      .map(async (name) => {
        const file = join(directory, name);
        return { file, result: await parse(file, helpFileSchema) };
      }),
  );
  const problems: ConfigProblem[] = spelt.ok ? [] : [...spelt.error];
  const entries: HelpEntry[] = [];
  for (const { file, result } of parsed) {
    if (!result.ok) {
      problems.push(...result.error);
      continue;
    }
    result.value.forEach((entry, index) => {
      const tell = (key: string, message: string) => problems.push({ file, key: `${index}.${key}`, message });
      if (entries.some(({ entryId }) => entryId === entry.entryId)) {
        tell('entryId', `"${entry.entryId}" is used twice`);
      }
      if (entry.itemCode && !itemCodes.includes(entry.itemCode)) {
        tell('itemCode', `${entry.itemCode} is no item of the catalogue`);
      }
      const unspelt = entry.keyWords.zh.find((word) => spelt.ok && !(word in spelt.value));
      if (unspelt) {
        tell('keyWords.zh', `"${unspelt}" has no pinyin; run: node build/make-help-spellings.ts`);
      }
      entries.push(entry);
    });
  }
  return problems.length === 0 && spelt.ok ? ok({ entries, spellings: spelt.value }) : err(problems);
}

async function parse<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<Result<z.output<Schema>, ConfigProblem[]>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const message = cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : 'cannot be read';
    return err([{ file, key: '', message }]);
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? ok(parsed.data)
    : err(parsed.error.issues.flatMap((issue) => describeIssue(file, issue)));
}
