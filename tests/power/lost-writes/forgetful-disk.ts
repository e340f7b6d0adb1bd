import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../build/root.ts';

/** Builds the library once per run; the environment that makes a program write to a forgetful disk. */
export function forgetfulEnvironment(prefix: string, notesPath: string): Record<string, string> {
  return { LD_PRELOAD: library(), FORGETFUL_PREFIX: prefix, FORGETFUL_NOTES: notesPath };
}

let built: string | null = null;
function library(): string {
  if (built) return built;
  const directory = join(root, 'out', 'power');
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'forgetful-disk.so');
  const source = join(import.meta.dirname, 'forgetful-disk.c');
  execFileSync('gcc', [
    '-shared',
    '-fPIC',
    '-O2',
    '-Wall',
    '-Werror',
    '-o',
    path,
    source,
    '-ldl',
    '-pthread',
  ]);
  built = path;
  return path;
}

interface Change {
  kind: 'write' | 'truncate';
  offset: number;
  oldSize: number;
  old: Uint8Array;
  fresh: Uint8Array;
}

export interface Loss {
  /** Writes that no sync had confirmed. */
  unconfirmed: number;
  /** Of these, those that did not reach the disk whole. */
  lost: number;
}

const headBytes = 27;

/**
 * The power goes: of every watched file the confirmed content stays, and of what came after the last
 * sync each write by itself reached the disk, or did not, or did in part (whole sectors of 512 bytes).
 *
 * @param random decides which; always 0 loses everything unconfirmed.
 */
export function cutPower(notesPath: string, random: () => number): Loss {
  const loss: Loss = { unconfirmed: 0, lost: 0 };
  for (const [path, changes] of unconfirmedChanges(notesPath)) {
    // A file removed since is not brought back: removing it was as little confirmed, but harmless to replay.
    if (changes.length === 0 || !existsSync(path)) continue;
    let content: Buffer = readFileSync(path);
    for (const change of changes.toReversed()) content = takeBack(content, change);
    for (const change of changes) {
      loss.unconfirmed += 1;
      const luck = random();
      if (luck < 1 / 2) {
        loss.lost += 1;
      } else if (luck < 3 / 4 && change.kind === 'write') {
        loss.lost += 1;
        const sectors = Math.floor((random() * change.fresh.length) / 512);
        content = make(content, { ...change, fresh: change.fresh.subarray(0, sectors * 512) });
      } else {
        content = make(content, change);
      }
    }
    writeFileSync(path, content);
  }
  rmSync(notesPath, { force: true });
  return loss;
}

function takeBack(content: Buffer, { offset, oldSize, old }: Change): Buffer {
  const back = sized(content, oldSize);
  back.set(old, offset);
  return back;
}

function make(content: Buffer, { kind, offset, fresh }: Change): Buffer {
  if (kind === 'truncate') return sized(content, offset);
  const made = sized(content, Math.max(content.length, offset + fresh.length));
  made.set(fresh, offset);
  return made;
}

function sized(content: Buffer, size: number): Buffer {
  const copy = Buffer.alloc(size);
  content.copy(copy, 0, 0, Math.min(size, content.length));
  return copy;
}

function unconfirmedChanges(notesPath: string): Map<string, Change[]> {
  const files = new Map<string, Change[]>();
  const notes = existsSync(notesPath) ? readFileSync(notesPath) : Buffer.alloc(0);
  let at = 0;
  while (at + headBytes <= notes.length) {
    const kind = notes.readUInt8(at);
    const pathLength = notes.readUInt16LE(at + 1);
    const offset = Number(notes.readBigUInt64LE(at + 3));
    const oldSize = Number(notes.readBigUInt64LE(at + 11));
    const oldLength = notes.readUInt32LE(at + 19);
    const newLength = notes.readUInt32LE(at + 23);
    const pathAt = at + headBytes;
    const oldAt = pathAt + pathLength;
    const newAt = oldAt + oldLength;
    at = newAt + newLength;
    // A note cut by the kill: its change was never begun.
    if (at > notes.length) break;
    const path = notes.toString('utf8', pathAt, oldAt);
    const changes = files.get(path) ?? [];
    if (kind === 3) changes.length = 0;
    else {
      const [old, fresh] = [notes.subarray(oldAt, newAt), notes.subarray(newAt, at)];
      changes.push({ kind: kind === 1 ? 'write' : 'truncate', offset, oldSize, old, fresh });
    }
    files.set(path, changes);
  }
  return files;
}
