import type { IntentId } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { MaintenanceAct, MaintenanceKind, NewMaintenanceAct, NewOutcome } from './journal-step.ts';
import { instantOf, parseEvidence } from './row-values.ts';

interface Row {
  act_id: string;
  kind: MaintenanceKind;
  evidence_before_json: string;
}

type ConcludedAct = Pick<NewMaintenanceAct, 'attendantId' | 'kind'>;

/** Promises of technicians to act on a device, outside any case, and what came of them. */
export class MaintenanceStore {
  readonly #put;
  readonly #conclude;
  readonly #open;

  constructor(database: Database) {
    this.#put = database.prepare<[string, string, string, number, string]>(
      `INSERT INTO maintenance_act (act_id, kind, attendant_id, created_ms, evidence_before_json, state)
       VALUES (?, ?, ?, ?, ?, 'open')`,
    );
    this.#conclude = database.prepare<[string, string, string, string], ConcludedAct>(
      `UPDATE maintenance_act SET state = ?, ended_at = ?, evidence_json = ? WHERE act_id = ? AND state = 'open'
       RETURNING attendant_id AS attendantId, kind`,
    );
    this.#open = database.prepare<[], Row>(
      `SELECT act_id, kind, evidence_before_json FROM maintenance_act WHERE state = 'open' ORDER BY created_ms`,
    );
  }

  put({ actId, kind, attendantId, evidenceBefore }: NewMaintenanceAct, atMs: number): void {
    this.#put.run(actId, kind, attendantId, atMs, JSON.stringify(evidenceBefore));
  }

  /** Throws if the act is not open: an outcome is given once. */
  conclude({ intentId, state, evidence }: NewOutcome, atMs: number): ConcludedAct {
    const act = this.#conclude.get(state, instantOf(atMs), JSON.stringify(evidence), intentId);
    if (!act) throw new Error(`act ${intentId} is not open`);
    return act;
  }

  open(): MaintenanceAct[] {
    return this.#open.all().map((row) => ({
      actId: row.act_id as IntentId,
      kind: row.kind,
      evidenceBefore: parseEvidence(row.evidence_before_json),
    }));
  }
}
