import type { CaseId } from '../contract/words.ts';
import type { Database } from './client.ts';
import { instantOf } from './row-values.ts';

/** Hashes of claim codes and the cases they belong to. */
export class ClaimStore {
  readonly #put;
  readonly #find;
  readonly #salt;
  readonly #putSalt;

  constructor(database: Database) {
    this.#put = database.prepare<[string, string, string]>(
      'INSERT INTO claim (code_hash, case_id, issued_at) VALUES (?, ?, ?)',
    );
    this.#find = database
      .prepare<[string], string>('SELECT case_id FROM claim WHERE code_hash = ?')
      .pluck(true);
    this.#salt = database.prepare<[], Uint8Array>('SELECT salt FROM claim_salt').pluck(true);
    this.#putSalt = database.prepare<[Uint8Array]>('INSERT INTO claim_salt (only_row, salt) VALUES (1, ?)');
  }

  put(caseId: CaseId, codeHash: string, atMs: number): void {
    this.#put.run(codeHash, caseId, instantOf(atMs));
  }

  find(codeHash: string): CaseId | null {
    return (this.#find.get(codeHash) as CaseId | undefined) ?? null;
  }

  /** The salt of this database; the first caller's is kept. */
  salt(offered: Uint8Array): Uint8Array {
    const kept = this.#salt.get();
    if (kept) return kept;
    this.#putSalt.run(offered);
    return offered;
  }
}
