import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import type { SignedRelease, UpdateProblem } from '../../../contract/fleet-update.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import { flushDirectory } from '../../../link/index.ts';

/** Room that is left for the cases of the day. */
const reserveBytes = 268_435_456;

/** Is there room for the archive and what is in it? */
export async function hasRoom(directory: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize > bytes + reserveBytes;
}

/** Unpacks into an empty directory, on the disk when it returns. Files and folders only, no more than was signed. */
export async function unpack(
  archive: string,
  directory: string,
  signed: Pick<SignedRelease, 'unpackedBytes' | 'files'>,
): Promise<Result<null, UpdateProblem>> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  let bytes = 0;
  let files = 0;
  let problem: UpdateProblem | null = null;
  const takes = (entry: { type: string; size: number }) => {
    if (entry.type === 'Directory') return problem === null;
    bytes += entry.size;
    files += 1;
    if (entry.type !== 'File') problem ??= 'release_malformed';
    if (bytes > signed.unpackedBytes || files > signed.files) problem ??= 'longer_than_declared';
    return problem === null;
  };
  try {
    await extract({
      file: archive,
      cwd: directory,
      strict: true,
      preserveOwner: false,
      filter: (_path, entry) => takes(entry as { type: string; size: number }),
    });
  } catch (error) {
    problem ??= (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk_full' : 'release_malformed';
  }
  if (problem === null && files < signed.files) problem = 'release_malformed';
  if (problem !== null) {
    await rm(directory, { recursive: true, force: true });
    return err(problem);
  }
  await flushAll(directory);
  return ok(null);
}

async function flushAll(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      await flushAll(path);
      continue;
    }
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
  }
  flushDirectory(directory);
}
