import type { CellAddress } from '../contract/device-classes.ts';
import type { CaseId, IntentId, ItemCode } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { Evidence, IntentState } from './journal-step.ts';
import { parseEvidence } from './row-values.ts';

export interface ReportedIntent {
  intentId: IntentId;
  kind: string;
  state: IntentState;
  waitsInOutbox: boolean;
  /** Of a slip: what the QR code on the paper carries. */
  documentId: string | null;
  /** Of an opened cell. */
  cell: CellAddress | null;
  /** Of a rating. */
  level: number | null;
  evidenceBefore: Evidence;
  evidence: Evidence | null;
}

export interface ReportedTask {
  taskId: number;
  intentId: IntentId | null;
  kind: string;
}

export interface ReportedCase {
  caseId: CaseId;
  itemCode: ItemCode;
  state: string;
  acceptanceNumber: string | null;
  /** What the item costs, in fen; null where it costs nothing. */
  feeFen: number | null;
  intents: ReportedIntent[];
  openTasks: ReportedTask[];
  /** Tasks a person has closed with a reason. */
  closedTasks: ReportedTask[];
  /** Kinds of contents still sealed on disk for this case. */
  sealed: string[];
}

/** All cases of the journal and all acts of technicians with what was promised and done, oldest first. No personal data. */
export interface JournalReport {
  cases: ReportedCase[];
  /** Acts of technicians on devices, in the shape of a case's acts. */
  maintenance: ReportedIntent[];
}

interface IntentRow {
  intent_id: string;
  kind: string;
  state: IntentState;
  evidence_before_json: string;
  evidence_json: string | null;
  waits: number;
}

interface TaskRow {
  task_id: number;
  intent_id: string | null;
  kind: string;
  closed_at: string | null;
}

/** Reads the whole journal at one moment; for the demo, the tests and people who look. */
export function readJournalReport(database: Database): JournalReport {
  const cases = database.prepare<
    [],
    { case_id: string; item_code: string; state: string; fee_fen: number | null }
  >(
    `SELECT case_id, item_code, state, state_json ->> '$.payment.amountFen' AS fee_fen FROM case_record
     ORDER BY created_ms, case_id`,
  );
  const intents = database.prepare<[string], IntentRow>(
    `SELECT intent.intent_id, intent.kind, intent.state, intent.evidence_before_json, outcome.evidence_json,
       outbox.id IS NOT NULL AS waits
     FROM intent LEFT JOIN outcome USING (intent_id) LEFT JOIN outbox USING (intent_id)
     WHERE intent.case_id = ? ORDER BY intent.created_ms, intent.intent_id`,
  );
  const tasks = database.prepare<[string], TaskRow>(
    'SELECT task_id, intent_id, kind, closed_at FROM task WHERE case_id = ? ORDER BY task_id',
  );
  const acts = database.prepare<[], IntentRow>(
    `SELECT act_id AS intent_id, kind, state, evidence_before_json, evidence_json, 0 AS waits
     FROM maintenance_act ORDER BY created_ms, act_id`,
  );
  const sealed = database
    .prepare<[string], string>('SELECT kind FROM sealed_payload WHERE case_id = ? ORDER BY kind')
    .pluck(true);
  return database.transaction(() => ({
    cases: cases.all().map((row) => {
      const reported = intents.all(row.case_id).map(toReportedIntent);
      const all = tasks.all(row.case_id);
      return {
        caseId: row.case_id as CaseId,
        itemCode: row.item_code as ItemCode,
        state: row.state,
        acceptanceNumber: acceptanceNumberOf(reported),
        feeFen: row.fee_fen,
        intents: reported,
        openTasks: all.filter((task) => task.closed_at === null).map(toReportedTask),
        closedTasks: all.filter((task) => task.closed_at !== null).map(toReportedTask),
        sealed: sealed.all(row.case_id),
      };
    }),
    maintenance: acts.all().map(toReportedIntent),
  }))();
}

function toReportedTask(row: TaskRow): ReportedTask {
  return { taskId: row.task_id, intentId: row.intent_id as IntentId | null, kind: row.kind };
}

function toReportedIntent(row: IntentRow): ReportedIntent {
  const before = parseEvidence(row.evidence_before_json);
  const { board, cell, level } = before;
  return {
    intentId: row.intent_id as IntentId,
    kind: row.kind,
    state: row.state,
    waitsInOutbox: row.waits === 1,
    documentId: row.kind.startsWith('print_') && row.kind !== 'print_test_page' ? row.intent_id : null,
    cell: typeof board === 'number' && typeof cell === 'number' ? { board, cell } : null,
    level: typeof level === 'number' ? level : null,
    evidenceBefore: before,
    evidence: row.evidence_json === null ? null : parseEvidence(row.evidence_json),
  };
}

function acceptanceNumberOf(intents: readonly ReportedIntent[]): string | null {
  const submit = intents.find((intent) => intent.kind === 'submit');
  const number = submit?.evidence?.acceptanceNumber;
  return typeof number === 'string' ? number : null;
}
