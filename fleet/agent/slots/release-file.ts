import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { releaseVersionSchema } from '../../../contract/fleet-update.ts';

export const releaseFileName = 'release.json';

/** `release.json` of a slot: what lies there and how it is started. */
export const releaseFileSchema = z.strictObject({
  format: z.literal('release-1'),
  version: releaseVersionSchema,
  /**
   * Program and parameters. `{slot}` stands for the slot's directory, `{runtime}` for the Node that runs the keeper; the
   * keeper's own parameters for the shell follow.
   */
  start: z.array(z.string().min(1)).min(1).max(40),
});
export type ReleaseFile = z.infer<typeof releaseFileSchema>;

/** Null where there is none that can be read. */
export async function readReleaseFile(slotDirectory: string): Promise<ReleaseFile | null> {
  try {
    const text = await readFile(join(slotDirectory, releaseFileName), 'utf8');
    const parsed = releaseFileSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function startLine({ start }: ReleaseFile, slotDirectory: string): [string, ...string[]] {
  const [command, ...parameters] = start.map((part) =>
    part.replaceAll('{slot}', slotDirectory).replaceAll('{runtime}', process.execPath),
  );
  return [command ?? process.execPath, ...parameters];
}
