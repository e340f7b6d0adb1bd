import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { officerTables } from './officer/officer-tables.ts';
import { paymentTables } from './payment/payment-tables.ts';
import { taxTables } from './tax/tax-tables.ts';

export type CityDatabase = Database.Database;

const schemaVersion = 5;

/** The ledger as it began; later versions are reached by the steps below. */
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
`;

/** What each later version added; a step is never edited. The terminal named here is that of the bench. */
const steps: readonly string[] = [
  paymentTables,
  `
  ALTER TABLE parcel ADD COLUMN terminal_id TEXT NOT NULL DEFAULT 'DEMO-0001';
  CREATE TABLE decision (
    case_id TEXT PRIMARY KEY REFERENCES accepted_case (case_id),
    due_ms INTEGER NOT NULL,
    decision TEXT NOT NULL,
    announced INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE licence (
    licence_id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES accepted_case (case_id),
    certificate TEXT NOT NULL
  ) STRICT;
  CREATE TABLE notification (
    case_id TEXT NOT NULL REFERENCES accepted_case (case_id),
    subject TEXT NOT NULL,
    PRIMARY KEY (case_id, subject)
  ) STRICT;
  `,
  taxTables,
  officerTables,
];

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
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > schemaVersion) {
    throw new Error(`${file}: has schema ${version}, this city knows ${schemaVersion} at most`);
  }
  database.transaction(() => {
    if (version === 0) database.exec(schema);
    for (const step of steps.slice(Math.max(version - 1, 0))) database.exec(step);
    database.pragma(`user_version = ${schemaVersion}`);
  })();
  return { database, isNew: version === 0 };
}
