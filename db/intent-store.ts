import type { CaseId, IntentId } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { NewIntent, NewOutcome, OpenIntent } from './journal-step.ts';
import { instantOf, parseEvidence } from './row-values.ts';

interface Row {
  intent_id: string;
  case_id: string;
  kind: string;
  evidence_before_json: string;
  created_ms: number;
}

/** Promises to act and what came of them. */
export class IntentStore {
  readonly #put;
  readonly #conclude;
  readonly #putOutcome;
  readonly #open;

  constructor(database: Database) {
    this.#put = database.prepare<[string, string, string, string, string, number]>(
      `INSERT INTO intent (intent_id, case_id, kind, idempotency_key, evidence_before_json, created_ms, state)
       VALUES (?, ?, ?, ?, ?, ?, 'open')`,
    );
    this.#conclude = database
      .prepare<[string, string], string>(
        `UPDATE intent SET state = ? WHERE intent_id = ? AND state = 'open' RETURNING kind`,
      )
      .pluck(true);
    this.#putOutcome = database.prepare<[string, string, string, string]>(
      'INSERT INTO outcome (intent_id, at, state, evidence_json) VALUES (?, ?, ?, ?)',
    );
    this.#open = database.prepare<[], Row>(
      `SELECT intent_id, case_id, kind, evidence_before_json, created_ms FROM intent
       WHERE state = 'open' AND intent_id NOT IN (SELECT intent_id FROM outbox) ORDER BY created_ms`,
    );
  }

  put(caseId: CaseId, intent: NewIntent, atMs: number): void {
    const evidence = JSON.stringify(intent.evidenceBefore);
    this.#put.run(intent.intentId, caseId, intent.kind, intent.idempotencyKey, evidence, atMs);
  }

  /** The kind of the intent. Throws if it is not open: an outcome is given once. */
  conclude(outcome: NewOutcome, atMs: number): string {
    const kind = this.#conclude.get(outcome.state, outcome.intentId);
    if (kind === undefined) throw new Error(`intent ${outcome.intentId} is not open`);
    this.#putOutcome.run(outcome.intentId, instantOf(atMs), outcome.state, JSON.stringify(outcome.evidence));
    return kind;
  }

  /** Acts on devices that have no outcome yet, oldest first. */
  openActs(): OpenIntent[] {
    return this.#open.all().map((row) => ({
      intentId: row.intent_id as IntentId,
      caseId: row.case_id as CaseId,
      kind: row.kind,
      evidenceBefore: parseEvidence(row.evidence_before_json),
      createdMs: row.created_ms,
    }));
  }
}
