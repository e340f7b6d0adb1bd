import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { releaseVersionSchema } from '../../../contract/fleet-update.ts';
import { flushDirectory, replaceDurableFile } from '../../../link/index.ts';

const pointerSchema = z.strictObject({ version: releaseVersionSchema });

/**
 * Where catalogues and notices of the fleet lie: one folder for each version and a pointer to the one in force, which is
 * replaced whole. The core reads the pointer when it starts.
 */
export class ContentPlace {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Null: what came with the terminal. */
  get version(): string | null {
    try {
      const parsed = pointerSchema.safeParse(JSON.parse(readFileSync(this.#pointer, 'utf8')));
      return parsed.success ? parsed.data.version : null;
    } catch {
      return null;
    }
  }

  directoryOf(version: string): string {
    return join(this.#directory, version);
  }

  /** What was unpacked at `from` gets its place; not in force yet. */
  async put(version: string, from: string): Promise<string> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const place = this.directoryOf(version);
    if (existsSync(place)) await rm(place, { recursive: true });
    await rename(from, place);
    flushDirectory(this.#directory);
    return place;
  }

  /** In force also after a power cut; older ones go. */
  async use(version: string): Promise<void> {
    replaceDurableFile(this.#pointer, `${JSON.stringify({ version })}\n`);
    for (const entry of await readdir(this.#directory, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== version)
        await rm(join(this.#directory, entry.name), { recursive: true });
    }
  }

  async drop(version: string): Promise<void> {
    await rm(this.directoryOf(version), { recursive: true, force: true });
  }

  get #pointer(): string {
    return join(this.#directory, 'current.json');
  }
}
