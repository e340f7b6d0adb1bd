import type { CaseId, ItemCode } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { DueDeadline, JournalStep, NewCaseStep, StoredCase } from './journal-step.ts';
import { instantOf } from './row-values.ts';

interface Row {
  case_id: string;
  item_code: string;
  item_version: number;
  state_json: string;
  created_ms: number;
  updated_ms: number;
}

const columns = 'case_id, item_code, item_version, state_json, created_ms, updated_ms';

/** The current state of every case, how it came about, its deadlines and its open tasks. */
export class CaseStore {
  readonly #insert;
  readonly #update;
  readonly #event;
  readonly #get;
  readonly #unfinished;
  readonly #unsettled;
  readonly #begunSince;
  readonly #lastEvent;
  readonly #touchedAfter;
  readonly #task;
  readonly #setDeadline;
  readonly #clearDeadline;
  readonly #deadlines;

  constructor(database: Database) {
    this.#insert = database.prepare<[string, string, number, string, string, number, number]>(
      `INSERT INTO case_record (case_id, item_code, item_version, state, state_json, created_ms, updated_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#update = database
      .prepare<[string, string, number, string], string>(
        'UPDATE case_record SET state = ?, state_json = ?, updated_ms = ? WHERE case_id = ? RETURNING item_code',
      )
      .pluck(true);
    this.#event = database.prepare<[string, string, string, string]>(
      'INSERT INTO journal_event (case_id, at, type, data_json) VALUES (?, ?, ?, ?)',
    );
    this.#get = database.prepare<[string], Row>(`SELECT ${columns} FROM case_record WHERE case_id = ?`);
    this.#unfinished = database.prepare<[], Row>(
      `SELECT ${columns} FROM case_record WHERE state <> 'case_closed' ORDER BY updated_ms`,
    );
    this.#unsettled = database.prepare<[], Row>(
      `SELECT ${columns} FROM case_record
       WHERE state <> 'case_closed'
         AND (state_json ->> '$.resident' IS NOT 'gone' OR state_json ->> '$.cardCheck' = 'wanted'
           OR state_json ->> '$.invoiceSale.isTold' = 0
           OR state_json ->> '$.payment.stage' IN ('charging', 'reversing', 'refund_due', 'refunding'))
       ORDER BY updated_ms`,
    );
    this.#begunSince = database.prepare<[number], Row>(
      `SELECT ${columns} FROM case_record WHERE created_ms >= ?`,
    );
    this.#lastEvent = database
      .prepare<[], number>('SELECT coalesce(max(seq), 0) FROM journal_event')
      .pluck(true);
    this.#touchedAfter = database.prepare<[number], Row>(
      `SELECT ${columns} FROM case_record
       WHERE case_id IN (SELECT case_id FROM journal_event WHERE seq > ?)`,
    );
    this.#task = database.prepare<[string, string | null, string, string]>(
      'INSERT INTO task (case_id, intent_id, kind, opened_at) VALUES (?, ?, ?, ?)',
    );
    this.#setDeadline = database.prepare<[string, string, number]>(
      'INSERT OR REPLACE INTO deadline (case_id, name, due_ms) VALUES (?, ?, ?)',
    );
    this.#clearDeadline = database.prepare<[string, string]>(
      'DELETE FROM deadline WHERE case_id = ? AND name = ?',
    );
    this.#deadlines = database.prepare<[], { case_id: string; name: string; due_ms: number }>(
      'SELECT case_id, name, due_ms FROM deadline ORDER BY due_ms',
    );
  }

  insert(step: NewCaseStep): void {
    const { caseId, itemCode, itemVersion, state, stateJson, atMs } = step;
    this.#insert.run(caseId, itemCode, itemVersion, state, stateJson, atMs, atMs);
  }

  /** The item of the case. */
  update(step: JournalStep): ItemCode {
    const itemCode = this.#update.get(step.state, step.stateJson, step.atMs, step.caseId);
    if (itemCode === undefined) throw new Error(`case ${step.caseId} is not in the journal`);
    return itemCode as ItemCode;
  }

  /** The parts of a step that hang on the case alone. */
  record(step: JournalStep): void {
    const at = instantOf(step.atMs);
    this.#event.run(step.caseId, at, step.event.type, JSON.stringify(step.event.data));
    for (const task of step.tasks) this.#task.run(step.caseId, task.intentId, task.kind, at);
    for (const { name, dueMs } of step.deadlines) {
      if (dueMs === null) this.#clearDeadline.run(step.caseId, name);
      else this.#setDeadline.run(step.caseId, name, dueMs);
    }
  }

  get(caseId: CaseId): StoredCase | null {
    const row = this.#get.get(caseId);
    return row ? toStoredCase(row) : null;
  }

  /** Every case that is not closed, the one touched last at the end. */
  unfinished(): StoredCase[] {
    return this.#unfinished.all().map(toStoredCase);
  }

  /**
   * Those of them that a start has to look at: the resident has not gone, a card may lie at the gate, or
   * money is under way.
   * Thousands may wait for the city besides.
   */
  unsettled(): StoredCase[] {
    return this.#unsettled.all().map(toStoredCase);
  }

  /** In no order. Looks at every case there is. */
  begunSince(sinceMs: number): StoredCase[] {
    return this.#begunSince.all(sinceMs).map(toStoredCase);
  }

  /** Number of the last event of any case; 0 before the first. */
  lastEvent(): number {
    return this.#lastEvent.get() ?? 0;
  }

  /** Cases that an event with a higher number belongs to. */
  touchedAfter(event: number): StoredCase[] {
    return this.#touchedAfter.all(event).map(toStoredCase);
  }

  deadlines(): DueDeadline[] {
    return this.#deadlines
      .all()
      .map((row) => ({ caseId: row.case_id as CaseId, name: row.name, dueMs: row.due_ms }));
  }
}

function toStoredCase(row: Row): StoredCase {
  return {
    caseId: row.case_id as CaseId,
    itemCode: row.item_code as ItemCode,
    itemVersion: row.item_version,
    stateJson: row.state_json,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
  };
}
