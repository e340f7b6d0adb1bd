import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { err, ok, type Result } from '../contract/result.ts';
import { createDurableFile } from '../link/index.ts';
import { diskFailure, logIsMissing, markInUse } from './disk-state.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { migrations as allMigrations, type Migration } from './migrations/index.ts';
import type { OpenFailure } from './open-failure.ts';
import { assertPragmas } from './pragmas.ts';

export type Database = Sqlite.Database;

/** Beside the database: says that one was made here, so that a missing one is never taken for a first start. */
export const markerName = 'terminal.id';

/** "BDYJ" as a 32-bit number: another program's SQLite file is refused. */
const applicationId = 0x4244594a;

/**
 * Opens the terminal's one database for its one writer; makes it on the very first start only.
 * Checks its pages, its pragmas and its schema, and refuses with a named reason instead of
 * repairing or starting empty.
 *
 * @param path of the database file; its directory is made if needed.
 */
export function openDatabase(
  path: string,
  migrations: readonly Migration[] = allMigrations,
): Result<Database, OpenFailure> {
  const directory = dirname(path);
  const marker = join(directory, markerName);
  const known = existsSync(marker);
  if (known && !existsSync(path)) return err({ kind: 'missing' });
  if (known && logIsMissing(path)) return err({ kind: 'log_missing' });
  let database: Database;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    database = new Sqlite(path, { fileMustExist: known });
  } catch (error) {
    return err(diskFailure(error) ?? { kind: 'cannot_open', detail: String(error) });
  }
  const prepared = prepare(database, known, migrations);
  if (!prepared.ok) {
    database.close();
    return prepared;
  }
  try {
    if (!known) createDurableFile(marker, `${crypto.randomUUID()}\n`);
    markInUse(database);
  } catch (error) {
    database.close();
    return err(diskFailure(error) ?? { kind: 'cannot_open', detail: String(error) });
  }
  return ok(database);
}

/** Opens an existing database for looking only, also while the terminal runs. */
export function openDatabaseForReading(path: string): Result<Database, OpenFailure> {
  try {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true });
    database.pragma('busy_timeout = 2000');
    const found = schemaVersion(database);
    if (found === allMigrations.length) return ok(database);
    database.close();
    return err({ kind: 'newer_than_program', found, supported: allMigrations.length });
  } catch (error) {
    return err({ kind: 'cannot_open', detail: String(error) });
  }
}

/** Lets free pages go back to the file system; an older file is rewritten once. */
function keepFilesSmall(database: Database): void {
  const incremental = 2;
  if (Number(database.pragma('auto_vacuum', { simple: true })) === incremental) return;
  database.pragma('auto_vacuum = INCREMENTAL');
  database.exec('VACUUM');
}

function prepare(
  database: Database,
  known: boolean,
  migrations: readonly Migration[],
): Result<void, OpenFailure> {
  try {
    const version = schemaVersion(database);
    if (known && version === 0) return err({ kind: 'missing' });
    const supported = migrations.length;
    if (version > supported) return err({ kind: 'newer_than_program', found: version, supported });
    const owner = Number(database.pragma('application_id', { simple: true }));
    if (owner !== applicationId && (version > 0 || owner !== 0)) {
      return err({ kind: 'corrupt', detail: `application_id ${owner} is another program's` });
    }
    const check = database.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') return err({ kind: 'corrupt', detail: String(check) });
    const pragmas = assertPragmas(database);
    if (!pragmas.ok) return pragmas;
    // Also where it is set already: a disk that takes no writes shows itself here, not in a resident's case.
    database.pragma(`application_id = ${applicationId}`);
    keepFilesSmall(database);
    return migrate(database, migrations);
  } catch (error) {
    return err(diskFailure(error, dirname(database.name)) ?? { kind: 'corrupt', detail: String(error) });
  }
}
