import type { Migration } from './migration.ts';

/**
 * Claims of residents to what a person owes them: only the hash of the code, which is made slow with
 * the salt of this database. And indexes that keep a long queue for the city as quick as a short one.
 */
export const claimsAndQueue: Migration = {
  version: 7,
  name: 'claims-and-queue',
  up: `
    CREATE TABLE claim_salt (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      salt BLOB NOT NULL CHECK (length(salt) = 16)
    ) STRICT;

    CREATE TABLE claim (
      code_hash TEXT PRIMARY KEY,
      case_id TEXT NOT NULL REFERENCES case_record (case_id),
      issued_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX outbox_order ON outbox (urgent, id);
    CREATE INDEX outbox_due ON outbox (urgent, next_attempt_ms);
  `,
};
