import type Database from 'better-sqlite3';
import { err, ok, type Result } from '../contract/result.ts';
import { diskFailure } from './disk-state.ts';
import type { Migration } from './migrations/index.ts';
import type { OpenFailure } from './open-failure.ts';

/** Brings the schema to the newest version, each step and its number in one transaction. */
export function migrate(
  database: Database.Database,
  migrations: readonly Migration[],
): Result<void, OpenFailure> {
  const found = schemaVersion(database);
  for (const migration of migrations.slice(found)) {
    try {
      database.transaction(() => {
        database.exec(migration.up);
        database.pragma(`user_version = ${migration.version}`);
      })();
    } catch (error) {
      return err(
        diskFailure(error) ?? { kind: 'migration_failed', version: migration.version, detail: String(error) },
      );
    }
  }
  return ok(undefined);
}

export function schemaVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}
