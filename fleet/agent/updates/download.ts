import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../../contract/clock.ts';
import type { UpdateProblem } from '../../../contract/fleet-update.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { FleetLine } from './fleet-line.ts';
import { pause } from './pause.ts';
import type { TrustedRelease } from './release-trust.ts';

const mostAttempts = 5;
const firstPauseMs = 1000;

/**
 * Fetches a release to `path`, going on where an earlier attempt broke off, and answers when its length and hash are what
 * was signed. Never keeps more than was declared.
 */
export async function download(
  { url, file }: TrustedRelease,
  path: string,
  { line, clock, signal }: { line: FleetLine; clock: Clock; signal: AbortSignal },
): Promise<Result<null, UpdateProblem>> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  let waitMs = firstPauseMs;
  for (let attempt = 1; attempt <= mostAttempts && !signal.aborted; attempt += 1) {
    if ((await sizeOf(path)) > file.length) await rm(path);
    const isWhole = (await sizeOf(path)) === 0;
    const fetched = await fetchRest(line, url, path, file.length);
    if (fetched === 'longer') {
      await rm(path, { force: true });
      return err('longer_than_declared');
    }
    if ((await sizeOf(path)) === file.length) {
      if (await isSigned(file, path)) return ok(null);
      await rm(path);
      // What lay there from before a power cut may be what was wrong with it.
      if (isWhole) return err('content_differs');
      continue;
    }
    await pause(clock, waitMs, signal);
    waitMs *= 2;
  }
  return err('download_broken_off');
}

function isSigned(file: TrustedRelease['file'], path: string): Promise<boolean> {
  return file.verify(createReadStream(path)).then(
    () => true,
    () => false,
  );
}

async function fetchRest(
  line: FleetLine,
  url: string,
  path: string,
  length: number,
): Promise<'came' | 'longer' | 'broke_off'> {
  const have = await sizeOf(path);
  if (have === length) return 'came';
  const response = await line.open(url, { fromByte: have });
  if (!response) return 'broke_off';
  const begins = response.statusCode === 206 ? have : 0;
  if (response.statusCode !== 206 && response.statusCode !== 200) {
    response.destroy();
    return 'broke_off';
  }
  let came = begins;
  let isLonger = Number(response.headers['content-length'] ?? 0) > length - begins;
  if (isLonger) {
    response.destroy();
    return 'longer';
  }
  try {
    await pipeline(
      response,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          came += piece.length;
          isLonger = came > length;
          if (isLonger) return;
          yield piece;
        }
      },
      createWriteStream(path, { flags: begins > 0 ? 'a' : 'w', mode: 0o600, flush: true }),
    );
  } catch {
    return 'broke_off';
  }
  return isLonger ? 'longer' : 'came';
}

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
