import type Database from 'better-sqlite3';
import { err, ok, type Result } from '../contract/result.ts';
import type { OpenFailure } from './open-failure.ts';

/** In this order: switching WAL on makes better-sqlite3 13 fall back to `synchronous = NORMAL`. */
const required = [
  { pragma: 'journal_mode', set: 'WAL', expected: 'wal' },
  { pragma: 'synchronous', set: 'FULL', expected: '2' },
  { pragma: 'foreign_keys', set: 'ON', expected: '1' },
  { pragma: 'secure_delete', set: 'ON', expected: '1' },
  { pragma: 'busy_timeout', set: '2000', expected: '2000' },
] as const;

/** Sets every pragma the journal's promises rest on, then reads all of them back. */
export function assertPragmas(database: Database.Database): Result<void, OpenFailure> {
  for (const { pragma, set } of required) database.pragma(`${pragma} = ${set}`);
  for (const { pragma, expected } of required) {
    const actual = String(database.pragma(pragma, { simple: true }));
    if (actual !== expected) return err({ kind: 'pragma_refused', pragma, expected, actual });
  }
  return ok(undefined);
}
