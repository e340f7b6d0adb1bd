import type { CaseId, IntentId } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { OutboxRow } from './journal-step.ts';
import { parseEvidence } from './row-values.ts';

interface Row {
  outbox_id: number;
  intent_id: string;
  case_id: string;
  kind: string;
  evidence_before_json: string;
  created_ms: number;
  attempts: number;
  next_attempt_ms: number;
}

const columns = `outbox.id AS outbox_id, intent.intent_id, intent.case_id, intent.kind,
  intent.evidence_before_json, intent.created_ms, outbox.attempts, outbox.next_attempt_ms
  FROM outbox JOIN intent USING (intent_id)`;

/** Errands to the city that are not answered yet. */
export class OutboxStore {
  readonly #put;
  readonly #remove;
  readonly #canWait;
  readonly #nextDue;
  readonly #earliest;
  readonly #postpone;
  readonly #hurry;

  constructor(database: Database) {
    this.#put = database.prepare<[string, number, number]>(
      'INSERT INTO outbox (intent_id, urgent, next_attempt_ms) VALUES (?, ?, ?)',
    );
    this.#remove = database.prepare<[string]>('DELETE FROM outbox WHERE intent_id = ?');
    this.#canWait = database.prepare<[string]>(
      'UPDATE outbox SET urgent = 0 WHERE urgent = 1 AND intent_id IN (SELECT intent_id FROM intent WHERE case_id = ?)',
    );
    this.#nextDue = database.prepare<[number, number], Row>(
      `SELECT ${columns} WHERE next_attempt_ms <= ? OR next_attempt_ms > ? ORDER BY urgent DESC, outbox.id LIMIT 1`,
    );
    this.#earliest = database
      .prepare<[], number | null>('SELECT min(next_attempt_ms) FROM outbox')
      .pluck(true);
    this.#postpone = database.prepare<[number, string, number]>(
      'UPDATE outbox SET attempts = attempts + 1, next_attempt_ms = ?, last_error = ? WHERE id = ?',
    );
    this.#hurry = database.prepare<[number]>('UPDATE outbox SET next_attempt_ms = ?');
  }

  put(intentId: IntentId, urgent: boolean, atMs: number): void {
    this.#put.run(intentId, urgent ? 1 : 0, atMs);
  }

  remove(intentId: IntentId): void {
    this.#remove.run(intentId);
  }

  errandsCanWait(caseId: CaseId): void {
    this.#canWait.run(caseId);
  }

  /**
   * The next errand: what a resident waits for first, then in order of age. An attempt planned more
   * than `longestWaitMs` ahead comes from a clock that was set back, and counts as due.
   */
  nextDue(nowMs: number, longestWaitMs: number): OutboxRow | null {
    const row = this.#nextDue.get(nowMs, nowMs + longestWaitMs);
    if (!row) return null;
    return {
      outboxId: row.outbox_id,
      intentId: row.intent_id as IntentId,
      caseId: row.case_id as CaseId,
      kind: row.kind,
      evidenceBefore: parseEvidence(row.evidence_before_json),
      createdMs: row.created_ms,
      attempts: row.attempts,
      nextAttemptMs: row.next_attempt_ms,
    };
  }

  /** Epoch milliseconds of the earliest planned attempt, or null if nothing waits. */
  earliestAttemptMs(): number | null {
    return this.#earliest.get() ?? null;
  }

  postpone(outboxId: number, nextAttemptMs: number, error: string): void {
    this.#postpone.run(nextAttemptMs, error, outboxId);
  }

  hurryAll(nowMs: number): void {
    this.#hurry.run(nowMs);
  }
}
