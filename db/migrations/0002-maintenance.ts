import type { Migration } from './migration.ts';

/**
 * What technicians do at the terminal: tasks closed with a reason, acts on devices outside any case,
 * refills, and wrong PINs. Technicians appear by the code of their enrolment, never by name.
 */
export const maintenance: Migration = {
  version: 2,
  name: 'maintenance',
  up: `
    ALTER TABLE task ADD COLUMN closed_reason TEXT CHECK (closed_reason IN ('done_by_hand', 'not_needed'));
    ALTER TABLE task ADD COLUMN closed_by TEXT;

    CREATE TABLE maintenance_act (
      act_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('print_test_slip', 'open_cell')),
      attendant_id TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      evidence_before_json TEXT NOT NULL CHECK (json_valid(evidence_before_json)),
      state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'failed', 'unknown')),
      ended_at TEXT,
      evidence_json TEXT CHECK (json_valid(evidence_json))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX maintenance_act_open ON maintenance_act (created_ms) WHERE state = 'open';

    CREATE TABLE refill (
      refill_id INTEGER PRIMARY KEY AUTOINCREMENT,
      storage_unit TEXT NOT NULL,
      attendant_id TEXT NOT NULL,
      at TEXT NOT NULL,
      printed_before INTEGER NOT NULL,
      device_counter INTEGER
    ) STRICT;

    CREATE TABLE attendant_lock (
      attendant_id TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      locked_until_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
