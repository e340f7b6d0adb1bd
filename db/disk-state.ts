import { accessSync, constants, existsSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { createDurableFile } from '../link/index.ts';
import type { OpenFailure } from './open-failure.ts';

/** Beside the database while a program has it open: its write-ahead log must be there then. */
export const inUseName = 'in-use';

/** Room left for this program's user, bytes. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return Number(bavail) * Number(bsize);
}

/** Was the database left open, and has its log gone since? Opening it now would silently lose commits. */
export function logIsMissing(databasePath: string): boolean {
  return existsSync(join(dirname(databasePath), inUseName)) && !existsSync(`${databasePath}-wal`);
}

/**
 * After the first commit, which made the log; on the disk when it returns. Closing the database takes
 * the mark away first: dying in between leaves a log without a mark, which loses nothing.
 */
export function markInUse(database: Database.Database): void {
  const path = join(dirname(database.name), inUseName);
  if (!existsSync(path)) createDurableFile(path, '');
  const close = database.close.bind(database);
  database.close = () => {
    rmSync(path, { force: true });
    return close();
  };
}

/**
 * Which trouble of the disk an error of SQLite or of the file system speaks of; null if none.
 *
 * @param directory of the database: SQLite calls a disk that cannot be written by many names.
 */
export function diskFailure(
  error: unknown,
  directory?: string,
): Extract<OpenFailure, { kind: 'disk_full' | 'read_only' }> | null {
  const { code } = error as { code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return { kind: 'disk_full' };
  }
  if (
    code === 'EROFS' ||
    code === 'EACCES' ||
    code === 'EPERM' ||
    String(code).startsWith('SQLITE_READONLY')
  ) {
    return { kind: 'read_only' };
  }
  return directory === undefined || isWritable(directory) ? null : { kind: 'read_only' };
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
