import type { Migration } from './migration.ts';

/**
 * Technicians act on every class of devices: the kinds of acts are the program's, no longer a list of
 * the schema. A storage unit is filled to any count. What readers read is counted, because no act stands in the journal for it.
 */
export const benchCommands: Migration = {
  version: 3,
  name: 'bench-commands',
  up: `
    CREATE TABLE maintenance_act_new (
      act_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      attendant_id TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      evidence_before_json TEXT NOT NULL CHECK (json_valid(evidence_before_json)),
      state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'failed', 'unknown')),
      ended_at TEXT,
      evidence_json TEXT CHECK (json_valid(evidence_json))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO maintenance_act_new SELECT act_id, kind, attendant_id, created_ms, evidence_before_json, state,
      ended_at, evidence_json FROM maintenance_act;
    DROP TABLE maintenance_act;
    ALTER TABLE maintenance_act_new RENAME TO maintenance_act;
    CREATE INDEX maintenance_act_open ON maintenance_act (created_ms) WHERE state = 'open';

    -- What a person said was in the unit; null: a whole new roll, as earlier programs noted it.
    ALTER TABLE refill ADD COLUMN count INTEGER;

    CREATE TABLE read_count (
      name TEXT PRIMARY KEY,
      count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
