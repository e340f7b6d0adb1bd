import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a file that only the terminal's user can read, and returns when it would survive a power
 * cut. Throws `EEXIST` if it is there already.
 */
export function createDurableFile(path: string, content: string | Uint8Array): void {
  writeDurably(path, content);
  flushDirectory(dirname(path));
}

/** Puts a file in the place of another: after a power cut it is the old one or the new one, whole. */
export function replaceDurableFile(path: string, content: string | Uint8Array): void {
  const next = `${path}.next`;
  rmSync(next, { force: true });
  writeDurably(next, content);
  renameSync(next, path);
  flushDirectory(dirname(path));
}

/** Overwrites a file with zeros before it is removed. Flash may keep older copies of the pages all the same. */
export function eraseDurableFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, Buffer.alloc(statSync(path).size), 0, undefined, 0);
    fsyncSync(file);
    ftruncateSync(file, 0);
  } finally {
    closeSync(file);
  }
  rmSync(path);
  flushDirectory(dirname(path));
}

function writeDurably(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, typeof content === 'string' ? Buffer.from(content) : content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What was created, renamed or removed in it survives a power cut when it returns. */
export function flushDirectory(path: string): void {
  // Windows has no handle on a directory to flush; NTFS journals the entry itself.
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Its content survives a power cut when it returns. */
export function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
