import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../contract/result.ts';
import { createDurableFile, eraseDurableFile, replaceDurableFile } from '../link/index.ts';
import { type CipherProfile, cipherProfiles, keyBytesOf, newKey } from './ciphers.ts';
import { type KeySealer, keySealerNames } from './key-sealers.ts';
import { Vault, type VaultKey, vaultKey } from './vault.ts';

/** Where programs before 0004 kept their one key: beside the database, and bare. */
export const formerKeyName = 'vault.key';

export type VaultFailure =
  /** Sealed contents exist but the keys that open them are gone. */
  | { kind: 'key_missing' }
  | { kind: 'key_damaged' }
  /** The guard of the keys does not give them: another machine, another user, or it is not running. */
  | { kind: 'key_locked'; sealer: string; detail: string }
  | { kind: 'cannot_open'; detail: string };

const ringSchema = z.strictObject({
  format: z.literal(1),
  /** The last one wraps what is new; the others wait until nothing is wrapped by them. */
  keys: z
    .array(
      z.strictObject({
        keyId: z.string(),
        profile: z.enum(cipherProfiles),
        createdMs: z.number(),
        sealedBy: z.enum(keySealerNames),
        /** Base64. */
        sealed: z.string(),
      }),
    )
    .min(1),
});
type RingEntry = z.infer<typeof ringSchema>['keys'][number];

export interface KeyRingOptions {
  /** Of the file; outside the data directory, so that a copy of the data carries no key. */
  path: string;
  /** Where a program before 0004 may have left its key. */
  dataDirectory: string;
  profile: CipherProfile;
  /** Guards every key from now on. */
  sealer: KeySealer;
  /** Those that may have guarded a key before. */
  formerSealers: readonly KeySealer[];
  /** True while sealed contents exist: a new key would silently lose them. */
  keyExpected: boolean;
  nowMs: number;
}

/** The keys of the vault on the disk. */
export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly vault: Vault;
  #entries: RingEntry[];

  private constructor(options: KeyRingOptions, entries: RingEntry[], vault: Vault) {
    this.#options = options;
    this.#entries = entries;
    this.vault = vault;
  }

  /** Reads the ring, or makes it on the first start. Never replaces keys that sealed contents need. */
  static async open(options: KeyRingOptions): Promise<Result<KeyRing, VaultFailure>> {
    const { path, dataDirectory, sealer, profile, nowMs, keyExpected } = options;
    const formerPath = join(dataDirectory, formerKeyName);
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if (!existsSync(path)) {
        const former = existsSync(formerPath) ? readFileSync(formerPath) : null;
        if (former && former.length !== keyBytesOf('aes-256-gcm')) return err({ kind: 'key_damaged' });
        if (!former && keyExpected) return err({ kind: 'key_missing' });
        const key = former ? vaultKey('aes-256-gcm', former) : vaultKey(profile, newKey(profile));
        createDurableFile(path, textOf([await toEntry(key, sealer, nowMs)]));
      }
      // Only once the ring holds it: a power cut in between leaves both.
      if (existsSync(formerPath)) eraseDurableFile(formerPath);
      chmodSync(path, 0o600);
      return await readRing(options);
    } catch (error) {
      return err({ kind: 'cannot_open', detail: String(error) });
    }

    async function readRing(ringOptions: KeyRingOptions): Promise<Result<KeyRing, VaultFailure>> {
      const parsed = ringSchema.safeParse(parseJson(readFileSync(path, 'utf8')));
      if (!parsed.success) return err({ kind: 'key_damaged' });
      const keys: VaultKey[] = [];
      for (const entry of parsed.data.keys) {
        const key = await fromEntry(entry, ringOptions);
        if (!key.ok) return key;
        keys.push(key.value);
      }
      const current = keys.pop();
      if (!current) return err({ kind: 'key_damaged' });
      const ring = new KeyRing(ringOptions, parsed.data.keys, new Vault(current, keys));
      if (parsed.data.keys.some(({ sealedBy }) => sealedBy !== sealer.name)) {
        await ring.#sealAnew([...keys, current]);
      }
      return ok(ring);
    }
  }

  /** Who guards the keys now. */
  get sealerName(): KeySealer['name'] {
    return this.#options.sealer.name;
  }

  /** Epoch milliseconds by the terminal's clock of then. */
  get currentKeyMadeMs(): number {
    return this.#entries.at(-1)?.createdMs ?? 0;
  }

  /** The configuration asks for another cipher than the current key's. */
  get profileChanged(): boolean {
    return this.vault.profile !== this.#options.profile;
  }

  /** Makes the key that wraps what is new; durable before anything is wrapped by it. */
  async addKey(nowMs: number): Promise<void> {
    const { profile, sealer, path } = this.#options;
    const key = vaultKey(profile, newKey(profile));
    const entries = [...this.#entries, await toEntry(key, sealer, nowMs)];
    replaceDurableFile(path, textOf(entries));
    this.#entries = entries;
    this.vault.adopt(key);
  }

  /** Once nothing is wrapped by them: forgets every key but the current one, on disk and in memory. */
  dropOlderKeys(): void {
    const entries = this.#entries.filter(({ keyId }) => keyId === this.vault.keyId);
    replaceDurableFile(this.#options.path, textOf(entries));
    this.#entries = entries;
    for (const keyId of this.vault.olderKeyIds) this.vault.forget(keyId);
  }

  async #sealAnew(keys: readonly VaultKey[]): Promise<void> {
    const entries: RingEntry[] = [];
    for (const [index, key] of keys.entries()) {
      const createdMs = this.#entries[index]?.createdMs ?? 0;
      entries.push(await toEntry(key, this.#options.sealer, createdMs));
    }
    replaceDurableFile(this.#options.path, textOf(entries));
    this.#entries = entries;
  }
}

async function toEntry(key: VaultKey, sealer: KeySealer, createdMs: number): Promise<RingEntry> {
  const sealed = Buffer.from(await sealer.seal(key.bytes)).toString('base64');
  return { keyId: key.keyId, profile: key.profile, createdMs, sealedBy: sealer.name, sealed };
}

async function fromEntry(
  entry: RingEntry,
  { sealer, formerSealers }: KeyRingOptions,
): Promise<Result<VaultKey, VaultFailure>> {
  const guard = [sealer, ...formerSealers].find(({ name }) => name === entry.sealedBy);
  if (!guard) return err({ kind: 'key_locked', sealer: entry.sealedBy, detail: 'not on this machine' });
  let bytes: Uint8Array;
  try {
    bytes = await guard.unseal(Buffer.from(entry.sealed, 'base64'));
  } catch (error) {
    return err({ kind: 'key_locked', sealer: guard.name, detail: nameOf(error) });
  }
  const key = vaultKey(entry.profile, bytes);
  const isWhole = bytes.length === keyBytesOf(entry.profile) && key.keyId === entry.keyId;
  return isWhole ? ok(key) : err({ kind: 'key_damaged' });
}

function nameOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? `code ${code}` : String(error);
}

function textOf(keys: RingEntry[]): string {
  return `${JSON.stringify({ format: 1, keys }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
