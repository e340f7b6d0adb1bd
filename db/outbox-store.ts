import type { CaseId, IntentId } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { ErrandChoice, OutboxRow, WaitingSubmissions } from './journal-step.ts';
import { parseEvidence } from './row-values.ts';

interface NextQuery {
  urgent: 0 | 1;
  inHand: CaseId | null;
  attemptsInPlace: number;
  nowMs: number;
  farthestMs: number;
}

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
  readonly #next;
  readonly #earliest;
  readonly #postpone;
  readonly #hurry;
  readonly #waiting;

  constructor(database: Database) {
    this.#put = database.prepare<[string, number, number]>(
      'INSERT INTO outbox (intent_id, urgent, next_attempt_ms) VALUES (?, ?, ?)',
    );
    this.#remove = database.prepare<[string]>('DELETE FROM outbox WHERE intent_id = ?');
    this.#canWait = database.prepare<[string]>(
      'UPDATE outbox SET urgent = 0 WHERE urgent = 1 AND intent_id IN (SELECT intent_id FROM intent WHERE case_id = ?)',
    );
    this.#next = database.prepare<[NextQuery], Row>(
      `SELECT ${columns}
       WHERE urgent = :urgent
         AND (
           (next_attempt_ms <= :nowMs OR next_attempt_ms > :farthestMs) AND intent.case_id IS NOT :inHand
           OR intent.kind = 'submit' AND :attemptsInPlace > 0
             AND (intent.case_id IS :inHand OR attempts BETWEEN 1 AND :attemptsInPlace)
         )
         AND NOT EXISTS (
           SELECT 1 FROM intent AS earlier JOIN outbox AS before USING (intent_id)
           WHERE earlier.case_id = intent.case_id AND earlier.state = 'open' AND before.id < outbox.id
         )
       ORDER BY outbox.id LIMIT 1`,
    );
    this.#earliest = database
      .prepare<[number], number | null>('SELECT min(next_attempt_ms) FROM outbox WHERE urgent = ?')
      .pluck(true);
    this.#waiting = database.prepare<[], { count: number; oldest_ms: number | null }>(
      `SELECT count(*) AS count, min(created_ms) AS oldest_ms
       FROM outbox JOIN intent USING (intent_id) WHERE intent.kind = 'submit'`,
    );
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
   * The next errand in order of age; of one case only the oldest. A submission that may not go right now but
   * keeps its place is not passed by a younger errand: then there is none. An attempt planned more than
   * `longestWaitMs` ahead comes from a clock that was set back, and counts as due.
   */
  nextDue(nowMs: number, longestWaitMs: number, choice: ErrandChoice): OutboxRow | null {
    const { urgent, caseInHand, attemptsInPlace } = choice;
    const farthestMs = nowMs + longestWaitMs;
    const row = this.#next.get({
      ...{ urgent: urgent ? 1 : 0, inHand: caseInHand, attemptsInPlace, nowMs, farthestMs },
    });
    if (!row) return null;
    const isDue = row.next_attempt_ms <= nowMs || row.next_attempt_ms > farthestMs;
    if (!isDue || row.case_id === caseInHand) return null;
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
  earliestAttemptMs(urgent: boolean): number | null {
    return this.#earliest.get(urgent ? 1 : 0) ?? null;
  }

  waitingSubmissions(): WaitingSubmissions {
    const row = this.#waiting.get();
    return { count: row?.count ?? 0, oldestMs: row?.oldest_ms ?? null };
  }

  postpone(outboxId: number, nextAttemptMs: number, error: string): void {
    this.#postpone.run(nextAttemptMs, error, outboxId);
  }

  hurryAll(nowMs: number): void {
    this.#hurry.run(nowMs);
  }
}
