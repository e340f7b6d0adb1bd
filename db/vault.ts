import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../contract/result.ts';
import { type CipherProfile, decrypt, encrypt, newKey, pack, unpack } from './ciphers.ts';

/** What lies in the database instead of a personal content. */
export interface SealedContent {
  /** The key-encryption key that wraps the content's own key. */
  keyId: string;
  profile: CipherProfile;
  /** The content's own key, wrapped. Null in rows of a program before 0004: sealed by the key `keyId` itself. */
  wrappedKey: Uint8Array | null;
  nonce: Uint8Array;
  tag: Uint8Array;
  ciphertext: Uint8Array;
}

/** A key that wraps the keys of contents (KEK). */
export interface VaultKey {
  keyId: string;
  profile: CipherProfile;
  bytes: Uint8Array;
}

export type UnsealFailure = { kind: 'other_key' } | { kind: 'content_damaged' };

export function vaultKey(profile: CipherProfile, bytes: Uint8Array): VaultKey {
  return { keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 16), profile, bytes };
}

/**
 * Seals what must rest on disk. Every content has a key of its own, which goes with the row; that key
 * is wrapped by the current key-encryption key. The label (case and kind) is authenticated in both,
 * so that a content cannot be moved to another case.
 */
export class Vault {
  readonly #keys = new Map<string, VaultKey>();
  #current: VaultKey;

  /** @param current a bare key is one of AES-256-GCM. */
  constructor(current: Uint8Array | VaultKey, older: readonly VaultKey[] = []) {
    this.#current = current instanceof Uint8Array ? vaultKey('aes-256-gcm', current) : current;
    for (const key of [...older, this.#current]) this.#keys.set(key.keyId, key);
  }

  /** Of the key that wraps what is sealed from now on. */
  get keyId(): string {
    return this.#current.keyId;
  }

  get profile(): CipherProfile {
    return this.#current.profile;
  }

  /** Keys that are still held although nothing new is wrapped by them. */
  get olderKeyIds(): string[] {
    return [...this.#keys.keys()].filter((keyId) => keyId !== this.keyId);
  }

  seal(label: string, content: string): SealedContent {
    const { keyId, profile } = this.#current;
    const contentKey = newKey(profile);
    const sealed = encrypt(profile, contentKey, label, Buffer.from(content));
    const wrappedKey = wrap(this.#current, label, contentKey);
    contentKey.fill(0);
    return { keyId, profile, wrappedKey, ...sealed };
  }

  unseal(label: string, sealed: SealedContent): Result<string, UnsealFailure> {
    const contentKey = this.#contentKey(label, sealed);
    if (!contentKey.ok) return contentKey;
    const plain = decrypt(sealed.profile, contentKey.value, label, sealed);
    return plain ? ok(Buffer.from(plain).toString('utf8')) : err({ kind: 'content_damaged' });
  }

  /** From now on everything new is wrapped by this key; the others stay for what they have wrapped. */
  adopt(key: VaultKey): void {
    this.#keys.set(key.keyId, key);
    this.#current = key;
  }

  /** What this key wrapped cannot be read any more, wherever a copy of it lies. */
  forget(keyId: string): void {
    if (keyId === this.keyId) throw new Error('the current key cannot be forgotten');
    this.#keys.get(keyId)?.bytes.fill(0);
    this.#keys.delete(keyId);
  }

  /** The same content under the current key-encryption key; the ciphertext itself stays as it is. */
  rewrap(label: string, sealed: SealedContent): Result<SealedContent, UnsealFailure> {
    if (sealed.wrappedKey === null) {
      const content = this.unseal(label, sealed);
      return content.ok ? ok(this.seal(label, content.value)) : content;
    }
    const contentKey = this.#contentKey(label, sealed);
    if (!contentKey.ok) return contentKey;
    const wrappedKey = wrap(this.#current, label, contentKey.value);
    return ok({ ...sealed, keyId: this.keyId, wrappedKey });
  }

  #contentKey(label: string, { keyId, wrappedKey }: SealedContent): Result<Uint8Array, UnsealFailure> {
    const key = this.#keys.get(keyId);
    if (!key) return err({ kind: 'other_key' });
    if (wrappedKey === null) return ok(key.bytes);
    const contentKey = decrypt(key.profile, key.bytes, wrapLabel(label), unpack(wrappedKey));
    return contentKey ? ok(contentKey) : err({ kind: 'content_damaged' });
  }
}

function wrap(key: VaultKey, label: string, contentKey: Uint8Array): Uint8Array {
  return pack(encrypt(key.profile, key.bytes, wrapLabel(label), contentKey));
}

/** A wrapped key must never pass for a content. */
function wrapLabel(label: string): string {
  return `key of ${label}`;
}
