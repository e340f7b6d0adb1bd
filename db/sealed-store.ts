import type { CaseId } from '../contract/words.ts';
import type { CipherProfile } from './ciphers.ts';
import type { Database } from './client.ts';
import type { SealedContent, Vault } from './vault.ts';

interface Row {
  key_id: string;
  profile: CipherProfile;
  wrapped_key: Uint8Array | null;
  nonce: Uint8Array;
  tag: Uint8Array;
  ciphertext: Uint8Array;
}

interface SealedRowPlace {
  case_id: string;
  kind: string;
}

/** One content among all. */
export interface SealedPlace {
  caseId: string;
  kind: string;
}

const columns = 'key_id, profile, wrapped_key, nonce, tag, ciphertext';

/** What binds a content to its place: no content can be read in another's. */
export function sealLabel(caseId: string, kind: string): string {
  return `${caseId}/${kind}`;
}

/** Ciphertexts that wait for an acknowledgement. Rows are overwritten on erasure (`secure_delete`). */
export class SealedStore {
  readonly #put;
  readonly #get;
  readonly #erase;
  readonly #count;
  readonly #underOtherKeys;
  readonly #update;

  constructor(database: Database) {
    this.#put = database.prepare<
      [string, string, string, string, Uint8Array | null, Uint8Array, Uint8Array, Uint8Array]
    >(
      `INSERT INTO sealed_payload (case_id, kind, key_id, profile, wrapped_key, nonce, tag, ciphertext)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#get = database.prepare<[string, string], Row>(
      `SELECT ${columns} FROM sealed_payload WHERE case_id = ? AND kind = ?`,
    );
    this.#erase = database.prepare<[string, string]>(
      'DELETE FROM sealed_payload WHERE case_id = ? AND kind = ?',
    );
    this.#count = database.prepare<[], number>('SELECT count(*) FROM sealed_payload').pluck(true);
    this.#underOtherKeys = database.prepare<[string, string, string, number], Row & SealedRowPlace>(
      `SELECT case_id, kind, ${columns} FROM sealed_payload
       WHERE key_id <> ? AND (case_id, kind) > (?, ?) ORDER BY case_id, kind LIMIT ?`,
    );
    this.#update = database.prepare<
      [string, string, Uint8Array | null, Uint8Array, Uint8Array, Uint8Array, string, string]
    >(
      `UPDATE sealed_payload SET key_id = ?, profile = ?, wrapped_key = ?, nonce = ?, tag = ?, ciphertext = ?
       WHERE case_id = ? AND kind = ?`,
    );
  }

  put(caseId: CaseId, kind: string, content: SealedContent): void {
    const { keyId, profile, wrappedKey, nonce, tag, ciphertext } = content;
    this.#put.run(caseId, kind, keyId, profile, wrappedKey, nonce, tag, ciphertext);
  }

  get(caseId: CaseId, kind: string): SealedContent | null {
    const row = this.#get.get(caseId, kind);
    return row ? toContent(row) : null;
  }

  /** False if there was nothing. */
  erase(caseId: CaseId, kind: string): boolean {
    return this.#erase.run(caseId, kind).changes > 0;
  }

  count(): number {
    return this.#count.get() ?? 0;
  }

  /**
   * Brings the next contents, at most `limit`, under the vault's current key. What cannot be read is
   * left as it is. Belongs into one transaction.
   *
   * @param after where the last call ended.
   * @returns where this call ended; null at the end.
   */
  rewrapNext(vault: Vault, after: SealedPlace | null, limit: number): SealedPlace | null {
    const { caseId, kind } = after ?? { caseId: '', kind: '' };
    const rows = this.#underOtherKeys.all(vault.keyId, caseId, kind, limit);
    for (const row of rows) {
      const next = vault.rewrap(sealLabel(row.case_id, row.kind), toContent(row));
      if (!next.ok) continue;
      const { keyId, profile, wrappedKey, nonce, tag, ciphertext } = next.value;
      this.#update.run(keyId, profile, wrappedKey, nonce, tag, ciphertext, row.case_id, row.kind);
    }
    const last = rows.at(-1);
    return last && rows.length === limit ? { caseId: last.case_id, kind: last.kind } : null;
  }
}

function toContent(row: Row): SealedContent {
  return {
    keyId: row.key_id,
    profile: row.profile,
    wrappedKey: row.wrapped_key,
    nonce: row.nonce,
    tag: row.tag,
    ciphertext: row.ciphertext,
  };
}
