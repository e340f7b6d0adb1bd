import type { CaseId, IntentId } from '../contract/words.ts';
import type { Database } from './client.ts';

/** Before each instant (epoch milliseconds) that kind of data goes. */
export interface RetentionBounds {
  casesMs: number;
  ratingsMs: number;
  maintenanceMs: number;
}

export interface RetentionCounts {
  cases: number;
  maintenanceActs: number;
  refills: number;
  ratings: number;
  /** Reconciled days of which no finding waits for a person. */
  reconciledDays: number;
}

/** Where the data grows, and what must not go. */
export interface RetentionState {
  openTasks: number;
  waitingErrands: number;
  /** Contents still sealed for cases that began before the bound: somebody has to look. */
  overdueContents: number;
  databaseBytes: number;
}

/** Rows that hang on a case and go with it, in an order that no reference forbids. */
export const goesWithCase = [
  'DELETE FROM journal_event WHERE case_id IN (SELECT value FROM json_each(?))',
  `DELETE FROM reconciliation_finding WHERE task_id IN
     (SELECT task_id FROM task WHERE case_id IN (SELECT value FROM json_each(?)))`,
  'DELETE FROM task WHERE case_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM deadline WHERE case_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM sealed_payload WHERE case_id IN (SELECT value FROM json_each(?))',
  `DELETE FROM outcome WHERE intent_id IN
     (SELECT intent_id FROM intent WHERE case_id IN (SELECT value FROM json_each(?)))`,
  'DELETE FROM intent WHERE case_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM case_record WHERE case_id IN (SELECT value FROM json_each(?))',
] as const;

/** Of a case nothing is left to do: closed, no errand waits, no person has a task. */
const isOver = `state = 'case_closed' AND updated_ms < ?
  AND NOT EXISTS (SELECT 1 FROM task WHERE task.case_id = case_record.case_id AND closed_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM intent WHERE intent.case_id = case_record.case_id AND
    (intent.state = 'open' OR intent_id IN (SELECT intent_id FROM outbox)))`;

const ofCases = 'case_id IN (SELECT value FROM json_each(?))';
const ofActs = 'act_id IN (SELECT value FROM json_each(?))';

/** What was counted in rows that go, so that counters of papers, doors and items go on. */
function retire(rows: string): string[] {
  const addUp = 'ON CONFLICT (kind, board, cell) DO UPDATE SET acts = acts + excluded.acts';
  const put = 'INSERT INTO retired_act (kind, board, cell, acts)';
  const counted = (name: string, amount: string, which: string) =>
    `${put} SELECT '${name}', 0, 0, ${amount} FROM (${rows}) WHERE ${which} ${addUp}`;
  return [
    counted('doors', 'count(*)', `state = 'confirmed' AND kind = 'open_door'`),
    counted('dispensed', 'count(*)', `state = 'confirmed' AND kind GLOB 'dispense_*'`),
    counted('captured', 'count(*)', `state = 'confirmed' AND kind GLOB 'capture_*'`),
    counted(
      'sheets',
      `coalesce(sum(evidence ->> '$.sheetsOut'), 0)`,
      `state = 'confirmed' AND kind GLOB 'print_*'`,
    ),
    `${put} SELECT kind, before ->> '$.board', before ->> '$.cell', count(*) FROM (${rows})
       WHERE state = 'confirmed' AND kind = 'open_cell' GROUP BY 2, 3 ${addUp}`,
  ];
}

/** As `printedCount` counts: of a case every print, of a technician the slips. */
const retirePapers = (table: string, which: string) =>
  `INSERT INTO retired_act (kind, board, cell, acts) SELECT 'print', 0, 0, count(*) FROM ${table}
     WHERE ${which} AND state IN ('confirmed', 'unknown')
     ON CONFLICT (kind, board, cell) DO UPDATE SET acts = acts + excluded.acts`;
const retireFromCases = [
  retirePapers('intent', `${ofCases} AND kind LIKE 'print\\_%' ESCAPE '\\'`),
  ...retire(`SELECT kind, intent.state AS state, evidence_before_json AS before, outcome.evidence_json AS evidence
    FROM intent JOIN outcome USING (intent_id) WHERE ${ofCases}`),
];
const retireFromActs = [
  retirePapers('maintenance_act', `${ofActs} AND kind = 'print_test_slip'`),
  ...retire(`SELECT kind, state, evidence_before_json AS before, evidence_json AS evidence
    FROM maintenance_act WHERE ${ofActs}`),
];
const actIsOver = `state <> 'open' AND created_ms < ?`;
const isNotLastRefill = `at < strftime('%Y-%m-%dT%H:%M:%fZ', ? / 1000.0, 'unixepoch')
  AND refill_id NOT IN (SELECT max(refill_id) FROM refill GROUP BY storage_unit)`;
const dayIsOver = `day < strftime('%Y-%m-%d', ? / 1000.0, 'unixepoch') AND NOT EXISTS
  (SELECT 1 FROM reconciliation_finding AS finding JOIN task USING (task_id)
   WHERE finding.day = reconciliation_day.day AND closed_at IS NULL)`;
const ratingIsOld = `kind = 'rate' AND created_ms < ? AND next_attempt_ms > ?`;

/** Finds and takes away what has been kept long enough. */
export class RetentionStore {
  readonly #database: Database;
  readonly #deleteCases: (beforeMs: number, limit: number) => number;
  readonly #deleteActs: (beforeMs: number, limit: number) => number;

  constructor(database: Database) {
    this.#database = database;
    const cases = database.prepare(`SELECT case_id FROM case_record WHERE ${isOver} LIMIT ?`).pluck(true);
    const caseSteps = [...retireFromCases, ...goesWithCase].map((sql) => database.prepare<[string]>(sql));
    const acts = database
      .prepare(`SELECT act_id FROM maintenance_act WHERE ${actIsOver} LIMIT ?`)
      .pluck(true);
    const actSteps = [...retireFromActs, `DELETE FROM maintenance_act WHERE ${ofActs}`].map((sql) =>
      database.prepare<[string]>(sql),
    );
    const stepwise = (find: typeof cases, steps: typeof caseSteps) =>
      database.transaction((beforeMs: number, limit: number) => {
        const ids = find.all(beforeMs, limit);
        for (const step of ids.length > 0 ? steps : []) step.run(JSON.stringify(ids));
        return ids.length;
      }).immediate;
    this.#deleteCases = stepwise(cases, caseSteps);
    this.#deleteActs = stepwise(acts, actSteps);
  }

  /** What would go. */
  count({ casesMs, ratingsMs, maintenanceMs }: RetentionBounds, nowMs: number): RetentionCounts {
    return {
      cases: this.#number(`SELECT count(*) FROM case_record WHERE ${isOver}`, casesMs),
      maintenanceActs: this.#number(`SELECT count(*) FROM maintenance_act WHERE ${actIsOver}`, maintenanceMs),
      refills: this.#number(`SELECT count(*) FROM refill WHERE ${isNotLastRefill}`, maintenanceMs),
      ratings: this.oldRatings(ratingsMs, nowMs).length,
      reconciledDays: this.#number(`SELECT count(*) FROM reconciliation_day WHERE ${dayIsOver}`, casesMs),
    };
  }

  state({ casesMs }: RetentionBounds): RetentionState {
    return {
      openTasks: this.#number('SELECT count(*) FROM task WHERE closed_at IS NULL'),
      waitingErrands: this.#number('SELECT count(*) FROM outbox'),
      overdueContents: this.#number(
        'SELECT count(*) FROM sealed_payload JOIN case_record USING (case_id) WHERE created_ms < ?',
        casesMs,
      ),
      databaseBytes: this.#number('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size'),
    };
  }

  /** One small transaction; how many went. */
  deleteCases(beforeMs: number, limit: number): number {
    return this.#deleteCases(beforeMs, limit);
  }

  /** One small transaction; how many went. */
  deleteMaintenance(beforeMs: number, limit: number): number {
    return this.#deleteActs(beforeMs, limit);
  }

  deleteRefills(beforeMs: number): number {
    return this.#database.prepare<[number]>(`DELETE FROM refill WHERE ${isNotLastRefill}`).run(beforeMs)
      .changes;
  }

  /** With their findings, and the closed tasks that belong to no case. */
  deleteReconciledDays(beforeMs: number): number {
    const database = this.#database;
    const run = database.transaction(() => {
      const days = JSON.stringify(
        database.prepare(`SELECT day FROM reconciliation_day WHERE ${dayIsOver}`).pluck(true).all(beforeMs),
      );
      const tasks = JSON.stringify(
        database
          .prepare(
            `SELECT task_id FROM reconciliation_finding JOIN task USING (task_id)
             WHERE case_id IS NULL AND day IN (SELECT value FROM json_each(?))`,
          )
          .pluck(true)
          .all(days),
      );
      const ofDays = 'WHERE day IN (SELECT value FROM json_each(?))';
      database.prepare(`DELETE FROM reconciliation_finding ${ofDays}`).run(days);
      database.prepare('DELETE FROM task WHERE task_id IN (SELECT value FROM json_each(?))').run(tasks);
      return database.prepare(`DELETE FROM reconciliation_day ${ofDays}`).run(days).changes;
    });
    return run.immediate();
  }

  /** Ratings the city never took, and that nobody is trying to bring at this moment. */
  oldRatings(beforeMs: number, nowMs: number): { caseId: CaseId; intentId: IntentId }[] {
    return this.#database
      .prepare<[number, number], { caseId: CaseId; intentId: IntentId }>(
        `SELECT case_id AS caseId, intent_id AS intentId FROM outbox JOIN intent USING (intent_id)
         WHERE ${ratingIsOld}`,
      )
      .all(beforeMs, nowMs);
  }

  /** Gives up to `pages` free pages back to the file system; true while there are more. */
  shrink(pages: number): boolean {
    this.#database.pragma(`incremental_vacuum(${Math.trunc(pages)})`);
    return Number(this.#database.pragma('freelist_count', { simple: true })) > 0;
  }

  /** Empties the write-ahead log, so that what went is gone from there too. */
  truncateLog(): void {
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
  }

  #number(sql: string, ...parameters: number[]): number {
    return Number(
      this.#database
        .prepare<number[], number>(sql)
        .pluck(true)
        .get(...parameters) ?? 0,
    );
  }
}
