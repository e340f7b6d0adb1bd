import type { Migration } from './migration.ts';

/**
 * What keeps the journal safe over years: a key of its own for each sealed content, the audit log,
 * nightly chores, the clock's last reading, and the counts of acts whose rows went.
 */
export const safekeeping: Migration = {
  version: 4,
  name: 'safekeeping',
  up: `
    ALTER TABLE sealed_payload ADD COLUMN profile TEXT NOT NULL DEFAULT 'aes-256-gcm'
      CHECK (profile IN ('aes-256-gcm', 'sm4-gcm'));
    ALTER TABLE sealed_payload ADD COLUMN wrapped_key BLOB;

    CREATE TABLE audit_record (
      seq INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      clock TEXT NOT NULL CHECK (clock IN ('synchronised', 'unsynchronised', 'stepped')),
      terminal_id TEXT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      item_code TEXT,
      case_id TEXT,
      effect TEXT,
      outcome TEXT,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;

    CREATE TABLE audit_cut (
      through_seq INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      records INTEGER NOT NULL,
      last_hash TEXT NOT NULL
    ) STRICT;

    CREATE TRIGGER audit_record_follows BEFORE INSERT ON audit_record
    WHEN NEW.previous_hash IS NOT (SELECT hash FROM audit_record WHERE seq = NEW.seq - 1)
      AND NOT (NEW.seq = 1 AND NOT EXISTS (SELECT 1 FROM audit_record)
        AND NEW.previous_hash = '0000000000000000000000000000000000000000000000000000000000000000')
    BEGIN SELECT RAISE(ABORT, 'an audit record follows the last one'); END;
    CREATE TRIGGER audit_record_stays BEFORE UPDATE ON audit_record
    BEGIN SELECT RAISE(ABORT, 'an audit record is never changed'); END;
    CREATE TRIGGER audit_record_is_kept BEFORE DELETE ON audit_record
    WHEN OLD.seq = (SELECT max(seq) FROM audit_record)
      OR OLD.seq > coalesce((SELECT max(through_seq) FROM audit_cut), 0)
    BEGIN SELECT RAISE(ABORT, 'an audit record goes only by a recorded cut'); END;
    CREATE TRIGGER audit_cut_is_true BEFORE INSERT ON audit_cut
    WHEN NEW.last_hash IS NOT (SELECT hash FROM audit_record WHERE seq = NEW.through_seq)
      OR NEW.records <> NEW.through_seq - coalesce((SELECT max(through_seq) FROM audit_cut), 0)
    BEGIN SELECT RAISE(ABORT, 'a cut names the last record it takes'); END;
    CREATE TRIGGER audit_cut_stays BEFORE UPDATE ON audit_cut
    BEGIN SELECT RAISE(ABORT, 'a cut of the audit log is never changed'); END;
    CREATE TRIGGER audit_cut_is_kept BEFORE DELETE ON audit_cut
    BEGIN SELECT RAISE(ABORT, 'a cut of the audit log is kept'); END;

    CREATE TABLE chore (
      name TEXT PRIMARY KEY,
      due_ms INTEGER NOT NULL,
      ended_at TEXT,
      report_json TEXT CHECK (json_valid(report_json))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE clock_reading (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      boot_id TEXT,
      since_boot_ms INTEGER NOT NULL,
      wall_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE retired_act (
      kind TEXT NOT NULL,
      board INTEGER NOT NULL,
      cell INTEGER NOT NULL,
      acts INTEGER NOT NULL,
      PRIMARY KEY (kind, board, cell)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX case_record_closed ON case_record (updated_ms) WHERE state = 'case_closed';
    CREATE INDEX journal_event_case ON journal_event (case_id);
    CREATE INDEX intent_case ON intent (case_id);
    CREATE INDEX task_case ON task (case_id);
    CREATE INDEX task_intent ON task (intent_id);
  `,
};
