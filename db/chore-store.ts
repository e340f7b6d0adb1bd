import type { Database } from './client.ts';
import { instantOf } from './row-values.ts';

export interface Chore {
  dueMs: number;
  /** ISO 8601 UTC; null before the first time. */
  endedAt: string | null;
}

/** When each regular piece of work is due, and what the last one said. */
export class ChoreStore {
  readonly #get;
  readonly #plan;
  readonly #end;

  constructor(database: Database) {
    this.#get = database.prepare<[string], Chore>(
      'SELECT due_ms AS dueMs, ended_at AS endedAt FROM chore WHERE name = ?',
    );
    this.#plan = database.prepare<[string, number]>(
      `INSERT INTO chore (name, due_ms) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET due_ms = excluded.due_ms`,
    );
    this.#end = database.prepare<[number, string, string, string]>(
      'UPDATE chore SET due_ms = ?, ended_at = ?, report_json = ? WHERE name = ?',
    );
  }

  get(name: string): Chore | null {
    return this.#get.get(name) ?? null;
  }

  plan(name: string, dueMs: number): void {
    this.#plan.run(name, dueMs);
  }

  end(name: string, atMs: number, report: Record<string, string | number>, nextDueMs: number): void {
    this.#end.run(nextDueMs, instantOf(atMs), JSON.stringify(report), name);
  }
}
