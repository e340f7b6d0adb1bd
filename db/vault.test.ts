import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVault, Vault, vaultKeyName } from './vault.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-vault-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const key = new Uint8Array(32).fill(7);

describe('the vault', () => {
  it('gives back what was sealed, and the ciphertext shows none of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (content) => {
        const vault = new Vault(key);
        const sealed = vault.seal('case/submission', content);
        expect(vault.unseal('case/submission', sealed)).toEqual({ ok: true, value: content });
        expect(Buffer.from(sealed.ciphertext).includes(content)).toBe(false);
      }),
    );
  });

  it('the same content sealed twice looks different', () => {
    const vault = new Vault(key);
    expect(vault.seal('a', 'x').nonce).not.toEqual(vault.seal('a', 'x').nonce);
  });

  it('moved to another case, changed by one bit, or another key -> refused', () => {
    const vault = new Vault(key);
    const sealed = vault.seal('case-1/slip', '张*试');
    expect(vault.unseal('case-2/slip', sealed)).toEqual({ ok: false, error: { kind: 'content_damaged' } });
    const ciphertext = Uint8Array.from(sealed.ciphertext, (byte, index) => (index === 0 ? byte ^ 1 : byte));
    expect(vault.unseal('case-1/slip', { ...sealed, ciphertext })).toMatchObject({ ok: false });
    const other = new Vault(new Uint8Array(32).fill(8));
    expect(other.unseal('case-1/slip', sealed)).toEqual({ ok: false, error: { kind: 'other_key' } });
  });

  it('the key is made once, readable by the terminal alone, and used again', () => {
    const first = openVault(directory, false);
    const second = openVault(directory, true);
    expect(first.ok && second.ok && first.value.keyId === second.value.keyId).toBe(true);
    expect(statSync(join(directory, vaultKeyName)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, vaultKeyName))).toHaveLength(32);
  });

  it('the key is gone while sealed contents exist -> refused, not replaced', () => {
    expect(openVault(directory, true)).toEqual({ ok: false, error: { kind: 'key_missing' } });
  });

  it('the key was cut short -> refused', () => {
    openVault(directory, false);
    truncateSync(join(directory, vaultKeyName), 5);
    expect(openVault(directory, true)).toEqual({ ok: false, error: { kind: 'key_damaged' } });
  });
});
