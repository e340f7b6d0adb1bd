import type { Migration } from './migration.ts';

/**
 * The case journal. Nothing in it identifies a person except the ciphertext of `sealed_payload`.
 * Instants are ISO 8601 UTC text where a person reads them and epoch milliseconds (`…_ms`) where
 * the program compares them. `WITHOUT ROWID` keeps each table of random ids to one tree, so that a
 * step writes fewer pages.
 */
export const caseJournal: Migration = {
  version: 1,
  name: 'case-journal',
  up: `
    CREATE TABLE case_record (
      case_id TEXT PRIMARY KEY,
      item_code TEXT NOT NULL,
      item_version INTEGER NOT NULL,
      state TEXT NOT NULL,
      state_json TEXT NOT NULL CHECK (json_valid(state_json)),
      created_ms INTEGER NOT NULL,
      updated_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX case_record_open ON case_record (updated_ms) WHERE state <> 'case_closed';

    CREATE TABLE journal_event (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      case_id TEXT NOT NULL REFERENCES case_record (case_id),
      at TEXT NOT NULL,
      type TEXT NOT NULL,
      data_json TEXT NOT NULL CHECK (json_valid(data_json))
    ) STRICT;

    CREATE TABLE intent (
      intent_id TEXT PRIMARY KEY,
      case_id TEXT NOT NULL REFERENCES case_record (case_id),
      kind TEXT NOT NULL,
      idempotency_key TEXT NOT NULL,
      evidence_before_json TEXT NOT NULL CHECK (json_valid(evidence_before_json)),
      created_ms INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'failed', 'unknown'))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX intent_open ON intent (case_id) WHERE state = 'open';

    CREATE TABLE outcome (
      intent_id TEXT PRIMARY KEY REFERENCES intent (intent_id),
      at TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('confirmed', 'failed', 'unknown')),
      evidence_json TEXT NOT NULL CHECK (json_valid(evidence_json))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      intent_id TEXT NOT NULL UNIQUE REFERENCES intent (intent_id),
      urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
      next_attempt_ms INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      last_error TEXT
    ) STRICT;

    CREATE TABLE deadline (
      case_id TEXT NOT NULL REFERENCES case_record (case_id),
      name TEXT NOT NULL,
      due_ms INTEGER NOT NULL,
      PRIMARY KEY (case_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE task (
      task_id INTEGER PRIMARY KEY AUTOINCREMENT,
      case_id TEXT NOT NULL REFERENCES case_record (case_id),
      intent_id TEXT REFERENCES intent (intent_id),
      kind TEXT NOT NULL,
      opened_at TEXT NOT NULL,
      closed_at TEXT
    ) STRICT;
    CREATE INDEX task_open ON task (case_id) WHERE closed_at IS NULL;

    CREATE TABLE sealed_payload (
      case_id TEXT NOT NULL REFERENCES case_record (case_id),
      kind TEXT NOT NULL,
      key_id TEXT NOT NULL,
      nonce BLOB NOT NULL CHECK (length(nonce) = 12),
      tag BLOB NOT NULL CHECK (length(tag) = 16),
      ciphertext BLOB NOT NULL,
      PRIMARY KEY (case_id, kind)
    ) STRICT;
  `,
};
