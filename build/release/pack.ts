import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import type { SignedRelease } from '../../contract/fleet-update.ts';

/** Packs a directory as it is; answers what is to be signed about its content. */
export async function pack(
  directory: string,
  archive: string,
): Promise<Pick<SignedRelease, 'unpackedBytes' | 'files'>> {
  const paths = filesBelow(directory, '');
  const sizes = paths.map((path) => lstatSync(join(directory, path)).size);
  await create({ file: archive, cwd: directory, gzip: true, portable: true }, paths);
  return { files: paths.length, unpackedBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function filesBelow(directory: string, below: string): string[] {
  return readdirSync(join(directory, below), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(directory, path);
      if (!entry.isFile()) throw new Error(`${path} is neither a file nor a folder, and does not travel`);
      return [path];
    });
}
