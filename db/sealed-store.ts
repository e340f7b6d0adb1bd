import type { CaseId } from '../contract/words.ts';
import type { Database } from './client.ts';
import type { SealedContent } from './vault.ts';

interface Row {
  key_id: string;
  nonce: Uint8Array;
  tag: Uint8Array;
  ciphertext: Uint8Array;
}

/** Ciphertexts that wait for an acknowledgement. Rows are overwritten on erasure (`secure_delete`). */
export class SealedStore {
  readonly #put;
  readonly #get;
  readonly #erase;
  readonly #count;

  constructor(database: Database) {
    this.#put = database.prepare<[string, string, string, Uint8Array, Uint8Array, Uint8Array]>(
      'INSERT INTO sealed_payload (case_id, kind, key_id, nonce, tag, ciphertext) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#get = database.prepare<[string, string], Row>(
      'SELECT key_id, nonce, tag, ciphertext FROM sealed_payload WHERE case_id = ? AND kind = ?',
    );
    this.#erase = database.prepare<[string, string]>(
      'DELETE FROM sealed_payload WHERE case_id = ? AND kind = ?',
    );
    this.#count = database.prepare<[], number>('SELECT count(*) FROM sealed_payload').pluck(true);
  }

  put(caseId: CaseId, kind: string, content: SealedContent): void {
    this.#put.run(caseId, kind, content.keyId, content.nonce, content.tag, content.ciphertext);
  }

  get(caseId: CaseId, kind: string): SealedContent | null {
    const row = this.#get.get(caseId, kind);
    return row ? { keyId: row.key_id, nonce: row.nonce, tag: row.tag, ciphertext: row.ciphertext } : null;
  }

  erase(caseId: CaseId, kind: string): void {
    this.#erase.run(caseId, kind);
  }

  count(): number {
    return this.#count.get() ?? 0;
  }
}
