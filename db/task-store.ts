import type { CaseId, ItemCode } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { OpenTaskRow, TaskClosing } from './journal-step.ts';
import { instantOf, parseEvidence } from './row-values.ts';

interface Row {
  task_id: number;
  case_id: string | null;
  kind: string;
  reference: string | null;
  opened_at: string;
  acceptance_number: string | null;
  before_json: string | null;
  evidence_json: string | null;
}

interface ClosedTask {
  /** Null where it belonged to no case of this terminal. */
  caseId: CaseId | null;
  kind: string;
  itemCode: ItemCode | null;
}

/** What is left to a person. Tasks are opened by the steps of their case and closed here. */
export class TaskStore {
  readonly #open;
  readonly #close;
  readonly #event;

  constructor(database: Database) {
    this.#open = database.prepare<[], Row>(
      `SELECT task_id, task.case_id AS case_id, task.kind AS kind, reference, opened_at, (
         SELECT evidence_json ->> '$.acceptanceNumber' FROM intent JOIN outcome USING (intent_id)
         WHERE intent.case_id = task.case_id AND intent.kind = 'submit'
       ) AS acceptance_number, act.evidence_before_json AS before_json, outcome.evidence_json AS evidence_json
       FROM task LEFT JOIN intent AS act USING (intent_id) LEFT JOIN outcome USING (intent_id) WHERE closed_at IS NULL ORDER BY task_id`,
    );
    this.#close = database.prepare<[string, string, string, number], ClosedTask>(
      `UPDATE task SET closed_at = ?, closed_reason = ?, closed_by = ?
       WHERE task_id = ? AND closed_at IS NULL
       RETURNING case_id AS caseId, kind,
         (SELECT item_code FROM case_record WHERE case_record.case_id = task.case_id) AS itemCode`,
    );
    this.#event = database.prepare<[string, string, string]>(
      `INSERT INTO journal_event (case_id, at, type, data_json) VALUES (?, ?, 'task_closed', ?)`,
    );
  }

  /** Oldest first. */
  open(): OpenTaskRow[] {
    return this.#open.all().map((row) => ({
      taskId: row.task_id,
      caseId: row.case_id as CaseId | null,
      kind: row.kind,
      reference: row.reference,
      openedAt: row.opened_at,
      acceptanceNumber: row.acceptance_number,
      act:
        row.before_json === null
          ? null
          : {
              evidenceBefore: parseEvidence(row.before_json),
              evidence: row.evidence_json === null ? null : parseEvidence(row.evidence_json),
            },
    }));
  }

  /** Null if there is no such open task. Belongs into one transaction. */
  close({ taskId, reason, attendantId }: TaskClosing, atMs: number): ClosedTask | null {
    const at = instantOf(atMs);
    const row = this.#close.get(at, reason, attendantId, taskId);
    if (!row) return null;
    if (row.caseId !== null) this.#event.run(row.caseId, at, JSON.stringify({ taskId, reason, attendantId }));
    return row;
  }
}
