import type { Migration } from './migration.ts';

/**
 * Reconciliation of money with the city, day by day. A difference is a person's task also where it belongs to no
 * case of this terminal, so a task may have none; `reference` is the number the person finds it by.
 */
export const money: Migration = {
  version: 5,
  name: 'money',
  up: `
    CREATE TABLE task_of_any_kind (
      task_id INTEGER PRIMARY KEY AUTOINCREMENT,
      case_id TEXT REFERENCES case_record (case_id),
      intent_id TEXT REFERENCES intent (intent_id),
      kind TEXT NOT NULL,
      reference TEXT,
      opened_at TEXT NOT NULL,
      closed_at TEXT,
      closed_reason TEXT CHECK (closed_reason IN ('done_by_hand', 'not_needed')),
      closed_by TEXT
    ) STRICT;
    INSERT INTO task_of_any_kind (task_id, case_id, intent_id, kind, opened_at, closed_at, closed_reason, closed_by)
      SELECT task_id, case_id, intent_id, kind, opened_at, closed_at, closed_reason, closed_by FROM task;
    DROP TABLE task;
    ALTER TABLE task_of_any_kind RENAME TO task;
    CREATE INDEX task_open ON task (case_id) WHERE closed_at IS NULL;
    CREATE INDEX task_case ON task (case_id);
    CREATE INDEX task_intent ON task (intent_id);

    CREATE TABLE reconciliation_day (
      day TEXT PRIMARY KEY,
      reconciled_at TEXT NOT NULL,
      our_lines INTEGER NOT NULL,
      their_lines INTEGER NOT NULL,
      our_net_fen INTEGER NOT NULL,
      their_net_fen INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE reconciliation_finding (
      day TEXT NOT NULL,
      order_number TEXT NOT NULL,
      line TEXT NOT NULL CHECK (line IN ('payment', 'return')),
      kind TEXT NOT NULL CHECK (kind IN ('only_ours', 'only_theirs', 'amounts_differ')),
      our_fen INTEGER,
      their_fen INTEGER,
      task_id INTEGER NOT NULL REFERENCES task (task_id),
      PRIMARY KEY (day, order_number, line)
    ) STRICT, WITHOUT ROWID;
  `,
};
