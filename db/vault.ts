import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../contract/result.ts';
import { createDurableFile } from './durable-file.ts';

export const vaultKeyName = 'vault.key';
const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;

/** What lies in the database instead of a personal content. */
export interface SealedContent {
  keyId: string;
  nonce: Uint8Array;
  tag: Uint8Array;
  ciphertext: Uint8Array;
}

export type VaultFailure =
  /** Sealed contents exist but the key that opens them is gone. */
  { kind: 'key_missing' } | { kind: 'key_damaged' } | { kind: 'cannot_open'; detail: string };

export type UnsealFailure = { kind: 'other_key' } | { kind: 'content_damaged' };

/**
 * Seals what must rest on disk. AES-256-GCM; the label (case and kind) is authenticated, so that a
 * content cannot be moved to another case.
 */
export class Vault {
  readonly #key: Uint8Array;
  readonly keyId: string;

  constructor(key: Uint8Array) {
    this.#key = key;
    this.keyId = createHash('sha256').update(key).digest('hex').slice(0, 16);
  }

  seal(label: string, content: string): SealedContent {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(Buffer.from(label));
    const ciphertext = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
    return { keyId: this.keyId, nonce, tag: cipher.getAuthTag(), ciphertext };
  }

  unseal(label: string, sealed: SealedContent): Result<string, UnsealFailure> {
    if (sealed.keyId !== this.keyId) return err({ kind: 'other_key' });
    try {
      const decipher = createDecipheriv(algorithm, this.#key, sealed.nonce, { authTagLength: 16 })
        .setAAD(Buffer.from(label))
        .setAuthTag(sealed.tag);
      return ok(Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]).toString('utf8'));
    } catch {
      return err({ kind: 'content_damaged' });
    }
  }
}

/**
 * Reads `vault.key` of the data directory, or makes it on the first start.
 *
 * @param keyExpected true while sealed contents exist: a new key would silently lose them.
 */
export function openVault(dataDirectory: string, keyExpected: boolean): Result<Vault, VaultFailure> {
  const path = join(dataDirectory, vaultKeyName);
  try {
    if (!existsSync(path)) {
      if (keyExpected) return err({ kind: 'key_missing' });
      createDurableFile(path, randomBytes(keyBytes));
    }
    chmodSync(path, 0o600);
    const key = readFileSync(path);
    return key.length === keyBytes ? ok(new Vault(key)) : err({ kind: 'key_damaged' });
  } catch (error) {
    return err({ kind: 'cannot_open', detail: String(error) });
  }
}
