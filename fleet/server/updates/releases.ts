import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OfferedRelease } from '../../../contract/fleet-rollouts.ts';
import { signedReleaseSchema } from '../../../contract/fleet-update.ts';

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
 * what is authentic, and one that lies is found out by every terminal.
 */
export async function readReleases(directory: string): Promise<ReleaseInRepository[]> {
  const read = async <Shape>(schema: z.ZodType<Shape>, name: string) => {
    const text = await readFile(join(directory, 'metadata', name), 'utf8');
    return schema.parse(JSON.parse(text));
  };
  try {
    const timestamp = await read(timestampSchema, 'timestamp.json');
    const number = timestamp.signed.meta['snapshot.json'].version;
    const snapshot = await read(snapshotSchema, `${number}.snapshot.json`);
    const targets = await read(targetsSchema, `${snapshot.signed.meta['targets.json'].version}.targets.json`);
    return Object.entries(targets.signed.targets).map(([name, { length, hashes, custom }]) => ({
      ...{ name, kind: custom.kind, version: custom.version, bytes: length, sha256: hashes.sha256 },
    }));
  } catch {
    // Nothing there yet, or something that no terminal would take.
    return [];
  }
}
