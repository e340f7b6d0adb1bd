import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OfferedRelease } from '../../../contract/fleet-rollouts.ts';
import { signedReleaseSchema } from '../../../contract/fleet-update.ts';
import { err, ok, type Result } from '../../../contract/result.ts';

const timestampSchema = z.object({
  signed: z.object({ meta: z.object({ 'snapshot.json': z.object({ version: z.number().int() }) }) }),
});
const snapshotSchema = z.object({
  signed: z.object({ meta: z.object({ 'targets.json': z.object({ version: z.number().int() }) }) }),
});
const targetsSchema = z.object({
  signed: z.object({
    targets: z.record(
      z.string(),
      z.object({
        length: z.number().int(),
        hashes: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
        custom: signedReleaseSchema,
      }),
    ),
  }),
});

export interface ReleaseInRepository extends OfferedRelease {
  sha256: string;
}

/**
 * What lies in the repository of updates, newest last. The signatures are not looked at: this server decides nothing about
 * what is authentic, and one that lies is found out by every terminal. `repository_broken`: something lies there that
 * cannot be read to its end, such as a copy that has not arrived whole.
 */
export async function readReleases(
  directory: string,
): Promise<Result<ReleaseInRepository[], 'repository_broken'>> {
  const place = (name: string) => join(directory, 'metadata', name);
  const read = async <Shape>(schema: z.ZodType<Shape>, name: string) =>
    schema.parse(JSON.parse(await readFile(place(name), 'utf8')));
  if (!existsSync(place('timestamp.json'))) return ok([]);
  try {
    const timestamp = await read(timestampSchema, 'timestamp.json');
    const number = timestamp.signed.meta['snapshot.json'].version;
    const snapshot = await read(snapshotSchema, `${number}.snapshot.json`);
    const targets = await read(targetsSchema, `${snapshot.signed.meta['targets.json'].version}.targets.json`);
    const found = Object.entries(targets.signed.targets);
    return ok(
      found.map(([name, { length, hashes, custom }]) => ({
        ...{ name, kind: custom.kind, version: custom.version, bytes: length, sha256: hashes.sha256 },
      })),
    );
  } catch {
    return err('repository_broken');
  }
}
