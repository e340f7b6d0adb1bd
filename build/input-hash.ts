import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root as repository } from './root.ts';

/** Hash over path and content of every file under `inputs`; a missing one counts as empty. Tests do not count. */
export async function hashInputs(inputs: string[], root = repository): Promise<string> {
  const files = (await Promise.all(inputs.map((input) => listFiles(root, input)))).flat();
  const unique = [...new Set(files)].sort();
  const contents = await Promise.all(unique.map((file) => readFile(join(root, file))));
  const hash = createHash('sha256');
  for (const [index, file] of unique.entries()) {
    const content = contents[index] ?? new Uint8Array();
    hash.update(`${file}\0${content.byteLength}\0`).update(content);
  }
  return hash.digest('hex');
}

async function listFiles(root: string, input: string): Promise<string[]> {
  const found = await stat(join(root, input)).catch(() => null);
  if (!found) return [];
  if (found.isFile()) return [input];
  const entries = await readdir(join(root, input), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
}
