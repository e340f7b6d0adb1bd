import type { CaseId, IntentId } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { Evidence, IntentState } from './journal-step.ts';
import { instantOf, parseEvidence } from './row-values.ts';

/** A charge or refund of the journal with what came of it. */
export interface MoneyIntent {
  intentId: IntentId;
  caseId: CaseId;
  kind: 'charge' | 'refund';
  state: IntentState;
  evidenceBefore: Evidence;
  evidence: Evidence | null;
}

export interface ReconciliationFinding {
  kind: 'only_ours' | 'only_theirs' | 'amounts_differ';
  line: 'payment' | 'return';
  orderNumber: string;
  caseId: CaseId;
  ourFen: number | null;
  theirFen: number | null;
}

export interface ReconciledDay {
  /** `YYYY-MM-DD` of the city's calendar. */
  day: string;
  ourLines: number;
  theirLines: number;
  ourNetFen: number;
  theirNetFen: number;
  findings: readonly ReconciliationFinding[];
}

interface Row {
  intent_id: string;
  case_id: string;
  kind: 'charge' | 'refund';
  state: IntentState;
  evidence_before_json: string;
  evidence_json: string | null;
}

/** Which days were held against the city's file, and what did not agree. */
export class ReconciliationStore {
  readonly #database: Database;
  readonly #record: (day: ReconciledDay, atMs: number) => number;
  readonly #isDone;

  constructor(database: Database) {
    this.#database = database;
    this.#isDone = database
      .prepare<[string], number>('SELECT count(*) FROM reconciliation_day WHERE day = ?')
      .pluck(true);
    const putDay = database.prepare('INSERT OR REPLACE INTO reconciliation_day VALUES (?, ?, ?, ?, ?, ?)');
    const known = database
      .prepare<[string, string, string], number>(
        'SELECT count(*) FROM reconciliation_finding WHERE day = ? AND order_number = ? AND line = ?',
      )
      .pluck(true);
    const hasCase = database
      .prepare<[string], number>('SELECT count(*) FROM case_record WHERE case_id = ?')
      .pluck(true);
    const putTask = database.prepare<[string | null, string, string, string]>(
      'INSERT INTO task (case_id, kind, reference, opened_at) VALUES (?, ?, ?, ?)',
    );
    const putFinding = database.prepare('INSERT INTO reconciliation_finding VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#record = database.transaction((reconciled: ReconciledDay, atMs: number) => {
      const { day, ourLines, theirLines, ourNetFen, theirNetFen, findings } = reconciled;
      const at = instantOf(atMs);
      putDay.run(day, at, ourLines, theirLines, ourNetFen, theirNetFen);
      let opened = 0;
      for (const { kind, line, orderNumber, caseId, ourFen, theirFen } of findings) {
        if (known.get(day, orderNumber, line)) continue;
        const ours = hasCase.get(caseId) ? caseId : null;
        const { lastInsertRowid } = putTask.run(ours, `reconciliation_${kind}`, orderNumber, at);
        putFinding.run(day, orderNumber, line, kind, ourFen, theirFen, lastInsertRowid);
        opened += 1;
      }
      return opened;
    }).immediate;
  }

  /** Writes the day down and opens a task for each difference not known before; says how many. */
  record(reconciled: ReconciledDay, atMs: number): number {
    return this.#record(reconciled, atMs);
  }

  isDone(day: string): boolean {
    return (this.#isDone.get(day) ?? 0) > 0;
  }

  moneyIntents(): MoneyIntent[] {
    return readMoneyIntents(this.#database);
  }
}

/** Every charge and refund the journal knows, oldest first. */
export function readMoneyIntents(database: Database): MoneyIntent[] {
  const select = database.prepare<[], Row>(
    `SELECT intent.intent_id, case_id, kind, intent.state, evidence_before_json, evidence_json
     FROM intent LEFT JOIN outcome USING (intent_id) WHERE kind IN ('charge', 'refund') ORDER BY created_ms`,
  );
  return select.all().map((row) => ({
    intentId: row.intent_id as IntentId,
    caseId: row.case_id as CaseId,
    kind: row.kind,
    state: row.state,
    evidenceBefore: parseEvidence(row.evidence_before_json),
    evidence: row.evidence_json === null ? null : parseEvidence(row.evidence_json),
  }));
}
