import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formerKeyName, KeyRing, type KeyRingOptions } from './key-ring.ts';
import { type KeySealer, plainKeySealer, shellKeySealer } from './key-sealers.ts';
import { Vault, vaultKey } from './vault.ts';

let directory: string;
let options: KeyRingOptions;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-ring-'));
  const dataDirectory = join(directory, 'data');
  mkdirSync(dataDirectory);
  options = {
    path: join(directory, 'data.keys', 'ring.json'),
    dataDirectory,
    profile: 'aes-256-gcm',
    sealer: plainKeySealer,
    formerSealers: [plainKeySealer],
    keyExpected: false,
    nowMs: 1000,
  };
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function open(over: Partial<KeyRingOptions> = {}): Promise<KeyRing> {
  const ring = await KeyRing.open({ ...options, ...over });
  if (!ring.ok) throw new Error(JSON.stringify(ring.error));
  return ring.value;
}

/** As a keychain does it: what lies on the disk is not the key. */
const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
const keychain: KeySealer = shellKeySealer(async (_act, bytes) => turned(bytes));

describe('the keys of the vault', () => {
  it('are made once, readable by the terminal alone, outside the data, and used again', async () => {
    const sealed = (await open()).vault.seal('a', 'x');
    expect((await open({ keyExpected: true })).vault.unseal('a', sealed)).toEqual({ ok: true, value: 'x' });
    expect(statSync(options.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(options.path, '..')).mode & 0o777).toBe(0o700);
  });

  it('are gone while sealed contents exist -> refused, not replaced', async () => {
    const refused = { ok: false, error: { kind: 'key_missing' } };
    expect(await KeyRing.open({ ...options, keyExpected: true })).toEqual(refused);
    expect(existsSync(options.path)).toBe(false);
  });

  it('are cut short or changed -> refused and left as they are', async () => {
    await open();
    const text = readFileSync(options.path, 'utf8');
    const [other] = JSON.parse(text).keys;
    const wrong = Buffer.alloc(32, 7).toString('base64');
    writeFileSync(options.path, JSON.stringify({ format: 1, keys: [{ ...other, sealed: wrong }] }));
    expect(await KeyRing.open(options)).toEqual({ ok: false, error: { kind: 'key_damaged' } });
    truncateSync(options.path, 40);
    expect(await KeyRing.open(options)).toEqual({ ok: false, error: { kind: 'key_damaged' } });
  });

  it('the bare key of an older program is taken over with all it sealed, and erased there', async () => {
    const bytes = Buffer.alloc(32, 9);
    const former = join(options.dataDirectory, formerKeyName);
    writeFileSync(former, bytes);
    const ring = await open({ keyExpected: true });
    expect(ring.vault.keyId).toBe(vaultKey('aes-256-gcm', bytes).keyId);
    expect(existsSync(former)).toBe(false);
  });

  it('a change of keys cut at any moment -> everything sealed stays readable', async () => {
    const ring = await open();
    const first = ring.vault.seal('a', 'x');
    await ring.addKey(2000);
    const second = ring.vault.seal('b', 'y');
    const again = await open({ keyExpected: true });
    expect(again.vault.unseal('a', first)).toEqual({ ok: true, value: 'x' });
    expect(again.vault.unseal('b', second)).toEqual({ ok: true, value: 'y' });
    expect(again.vault.olderKeyIds).toEqual([first.keyId]);
    expect(again.currentKeyMadeMs).toBe(2000);
    again.dropOlderKeys();
    const last = await open({ keyExpected: true });
    expect(last.vault.unseal('a', first)).toEqual({ ok: false, error: { kind: 'other_key' } });
    expect(last.vault.unseal('b', second)).toEqual({ ok: true, value: 'y' });
  });

  it('sealed by a keychain -> the file holds no key, and without the keychain nothing opens', async () => {
    const ring = await open();
    const { vault } = ring;
    const sealed = vault.seal('a', 'x');
    const bare = JSON.parse(readFileSync(options.path, 'utf8')).keys[0].sealed;
    const moved = await open({ sealer: keychain });
    expect(moved.vault.unseal('a', sealed)).toEqual({ ok: true, value: 'x' });
    expect(readFileSync(options.path, 'utf8')).not.toContain(bare);
    expect(await KeyRing.open({ ...options, keyExpected: true })).toMatchObject({
      ok: false,
      error: { kind: 'key_locked', sealer: 'safe-storage' },
    });
    expect((await open({ sealer: plainKeySealer, formerSealers: [keychain] })).vault.keyId).toBe(vault.keyId);
  });

  it('the cipher of the configuration changed -> the next key is of it, old contents stay readable', async () => {
    const sealed = (await open()).vault.seal('a', 'x');
    const ring = await open({ profile: 'sm4-gcm' });
    expect(ring.profileChanged).toBe(true);
    await ring.addKey(3000);
    expect(ring.vault.profile).toBe('sm4-gcm');
    const rewrapped = ring.vault.rewrap('a', sealed);
    if (!rewrapped.ok) throw new Error(rewrapped.error.kind);
    ring.dropOlderKeys();
    expect(ring.vault.unseal('a', rewrapped.value)).toEqual({ ok: true, value: 'x' });
  });

  it('a content sealed by the key itself, as older programs did -> read, and re-sealed at the change', async () => {
    const key = vaultKey('aes-256-gcm', Buffer.alloc(32, 9));
    const { createCipheriv } = await import('node:crypto');
    const nonce = Buffer.alloc(12, 1);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from('case/slip'));
    const ciphertext = Buffer.concat([cipher.update('张*试'), cipher.final()]);
    const [keyId, tag] = [key.keyId, cipher.getAuthTag()];
    const old = { keyId, profile: 'aes-256-gcm', wrappedKey: null, nonce, tag, ciphertext } as const;
    const vault = new Vault(key);
    expect(vault.unseal('case/slip', old)).toEqual({ ok: true, value: '张*试' });
    expect(vault.rewrap('case/slip', old)).toMatchObject({ ok: true, value: { keyId } });
  });
});
