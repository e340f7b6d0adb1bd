import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { BaseFetcher, type TargetFile, Updater } from 'tuf-js';
import {
  BadVersionError,
  DownloadHTTPError,
  DownloadLengthMismatchError,
  ExpiredMetadataError,
} from 'tuf-js/dist/error.js';
import {
  type SignedRelease,
  signedReleaseSchema,
  type UpdateProblem,
} from '../../../contract/fleet-update.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import { replaceDurableFile } from '../../../link/index.ts';
import type { FleetLine } from './fleet-line.ts';

/** A file that who may sign has signed. */
export interface TrustedRelease {
  file: TargetFile;
  signed: SignedRelease;
  /** Where its bytes are to be had. */
  url: string;
}

export type TrustProblem = UpdateProblem | 'fleet_unreachable';

const longestMetadataBytes = 2_000_000;

/**
 * What of the fleet's server is authentic. The server is believed nothing: it hands out what was signed elsewhere, and what
 * this terminal has seen once it never lets be taken back.
 */
export class ReleaseTrust {
  readonly #directory: string;
  readonly #shippedRoot: string;
  readonly #repositoryUrl: string;
  readonly #line: FleetLine;

  /** @param options.shippedRoot `root.json` that came with the terminal, not from the fleet's server. */
  constructor(options: { directory: string; shippedRoot: string; repositoryUrl: string; line: FleetLine }) {
    this.#directory = options.directory;
    this.#shippedRoot = options.shippedRoot;
    this.#repositoryUrl = options.repositoryUrl.replace(/\/$/, '');
    this.#line = options.line;
  }

  /** Looks at the newest metadata and finds this file in it. */
  async find(name: string): Promise<Result<TrustedRelease, TrustProblem>> {
    const workplace = await this.#lay();
    try {
      const updater = new Updater({
        metadataDir: workplace,
        metadataBaseUrl: `${this.#repositoryUrl}/metadata`,
        fetcher: new LineFetcher(this.#line),
        config: { rootMaxLength: longestMetadataBytes, targetsMaxLength: longestMetadataBytes },
      });
      await updater.refresh();
      const file = await updater.getTargetInfo(name);
      const signed = signedReleaseSchema.safeParse(file?.custom);
      if (!file || !signed.success) return err('release_unknown');
      const { sha256 } = file.hashes;
      if (sha256 === undefined) return err('not_authentic');
      return ok({ file, signed: signed.data, url: `${this.#repositoryUrl}/targets/${sha256}.${name}` });
    } catch (error) {
      return err(problemOf(error));
    } finally {
      await this.#keep(workplace);
    }
  }

  /** The library writes where it reads, and not so that a power cut leaves it whole: it works on a copy. */
  async #lay(): Promise<string> {
    const workplace = `${this.#directory}.next`;
    await rm(workplace, { recursive: true, force: true });
    await mkdir(workplace, { recursive: true });
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#directory)) {
      if (name.endsWith('.json')) await copyFile(join(this.#directory, name), join(workplace, name));
    }
    const root = join(workplace, 'root.json');
    if (!existsSync(root)) await writeFile(root, this.#shippedRoot);
    return workplace;
  }

  /** Only what it has verified was written there. */
  async #keep(workplace: string): Promise<void> {
    for (const name of await readdir(workplace)) {
      const found = await readFile(join(workplace, name));
      const path = join(this.#directory, name);
      const kept = existsSync(path) ? await readFile(path) : null;
      if (!kept?.equals(found)) replaceDurableFile(path, found);
    }
    await rm(workplace, { recursive: true, force: true });
  }
}

class LineFetcher extends BaseFetcher {
  readonly #line: FleetLine;

  constructor(line: FleetLine) {
    super();
    this.#line = line;
  }

  override async fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const response = await this.#line.open(url);
    if (!response) throw new UnreachableError(unreachableMark);
    if (response.statusCode !== 200) {
      response.destroy();
      throw new DownloadHTTPError('not there', response.statusCode ?? 0);
    }
    return Readable.toWeb(response) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
  }
}

class UnreachableError extends Error {}
const unreachableMark = 'fleet unreachable';

/** The library wraps what went wrong with later files into an error of its own, with the text of the first. */
function problemOf(error: unknown): TrustProblem {
  const { message } = error instanceof Error ? error : { message: '' };
  if (error instanceof UnreachableError || message.includes(unreachableMark)) return 'fleet_unreachable';
  if (error instanceof DownloadHTTPError) return 'fleet_unreachable';
  if (error instanceof ExpiredMetadataError || /expired/.test(message)) return 'metadata_expired';
  if (error instanceof BadVersionError || /is less than current version/.test(message)) {
    return 'metadata_rolled_back';
  }
  if (error instanceof DownloadLengthMismatchError || /Max length reached/.test(message)) {
    return 'longer_than_declared';
  }
  return 'not_authentic';
}
