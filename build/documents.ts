import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeEffectsTable } from '../main/core/cases/effects-table.ts';
import { root } from './root.ts';

/** Documents that are made of code, by their paths. */
const documents: Record<string, () => string> = {
  'docs/cases.md': writeEffectsTable,
};

/** Those that differ from the code they are made of. */
export async function outdatedDocuments(): Promise<string[]> {
  const outdated: string[] = [];
  for (const [path, write] of Object.entries(documents)) {
    const found = await readFile(join(root, path), 'utf8').catch(() => '');
    if (found !== write()) outdated.push(path);
  }
  return outdated;
}

export async function writeDocuments(): Promise<void> {
  for (const [path, write] of Object.entries(documents)) await writeFile(join(root, path), write());
}
