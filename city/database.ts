import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { paymentTables } from './payment/payment-tables.ts';

export type CityDatabase = Database.Database;

const schemaVersion = 2;

const schema = `
  CREATE TABLE city_code (
    code TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE accepted_case (
    case_id TEXT PRIMARY KEY,
    payload_sha256 TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    serial INTEGER NOT NULL,
    acceptance TEXT NOT NULL,
    UNIQUE (accepted_on, serial)
  ) STRICT;
  CREATE TABLE parcel (
    parcel_id TEXT PRIMARY KEY,
    id_number TEXT NOT NULL,
    board INTEGER NOT NULL,
    cell INTEGER NOT NULL,
    description TEXT NOT NULL,
    handed_over_case_id TEXT
  ) STRICT;
  CREATE TABLE parcel_claim (
    parcel_id TEXT NOT NULL REFERENCES parcel (parcel_id) ON DELETE CASCADE,
    case_id TEXT NOT NULL REFERENCES accepted_case (case_id),
    PRIMARY KEY (parcel_id, case_id)
  ) STRICT;
  CREATE TABLE rating (
    case_id TEXT PRIMARY KEY REFERENCES accepted_case (case_id),
    level INTEGER NOT NULL,
    rated_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE ledger (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    entry TEXT NOT NULL
  ) STRICT;
  ${paymentTables}
  PRAGMA user_version = ${schemaVersion};
`;

/**
 * Opens or makes the city's file. An acceptance that was answered must survive a power cut, so the
 * durable settings are read back and their absence is an error.
 */
export function openCityDatabase(file: string): { database: CityDatabase; isNew: boolean } {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  // better-sqlite3 lowers `synchronous` to NORMAL when WAL is switched on, so it is set afterwards.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const settings = ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
    database.pragma(name, { simple: true }),
  );
  if (settings.join() !== 'wal,2,1') throw new Error(`${file}: SQLite refused the durable settings`);
  const version = database.pragma('user_version', { simple: true });
  if (version === 0) database.transaction(() => database.exec(schema))();
  else if (version === 1) {
    database.transaction(() => database.exec(`${paymentTables} PRAGMA user_version = ${schemaVersion};`))();
  } else if (version !== schemaVersion) {
    throw new Error(`${file}: has schema ${version}, this city needs ${schemaVersion}`);
  }
  return { database, isNew: version === 0 };
}
