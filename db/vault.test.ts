import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cipherProfiles, newKey } from './ciphers.ts';
import { Vault, vaultKey } from './vault.ts';

const vaultOf = (profile: (typeof cipherProfiles)[number]) => new Vault(vaultKey(profile, newKey(profile)));

describe.each(cipherProfiles)('the vault by %s', (profile) => {
  it('gives back what was sealed, and the ciphertext shows none of it', () => {
    const vault = vaultOf(profile);
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (content) => {
        const sealed = vault.seal('case/submission', content);
        expect(vault.unseal('case/submission', sealed)).toEqual({ ok: true, value: content });
        expect(Buffer.from(sealed.ciphertext).includes(content)).toBe(false);
      }),
    );
  });

  it('the same content sealed twice looks different and has another key', () => {
    const vault = vaultOf(profile);
    const [first, second] = [vault.seal('a', 'x'), vault.seal('a', 'x')];
    expect(first.nonce).not.toEqual(second.nonce);
    expect(first.wrappedKey).not.toEqual(second.wrappedKey);
  });

  it('moved to another case, changed by one bit anywhere, or another key -> refused', () => {
    const vault = vaultOf(profile);
    const sealed = vault.seal('case-1/slip', '张*试');
    expect(vault.unseal('case-2/slip', sealed)).toEqual({ ok: false, error: { kind: 'content_damaged' } });
    for (const part of ['ciphertext', 'tag', 'nonce', 'wrappedKey'] as const) {
      const bytes = Uint8Array.from(sealed[part] ?? []);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      expect(vault.unseal('case-1/slip', { ...sealed, [part]: bytes }), part).toMatchObject({ ok: false });
    }
    expect(vaultOf(profile).unseal('case-1/slip', sealed)).toEqual({
      ok: false,
      error: { kind: 'other_key' },
    });
  });

  it('the key of one content put to another -> refused', () => {
    const vault = vaultOf(profile);
    const [first, second] = [vault.seal('case-1/slip', 'x'), vault.seal('case-2/slip', 'y')];
    const swapped = { ...first, wrappedKey: second.wrappedKey };
    expect(vault.unseal('case-1/slip', swapped)).toMatchObject({ ok: false });
  });
});

describe('a change of keys', () => {
  it('read before, during and after; once forgotten, a copy of the old row is unreadable', () => {
    const old = vaultKey('aes-256-gcm', newKey('aes-256-gcm'));
    const vault = new Vault(old);
    const before = vault.seal('case/slip', 'x');
    vault.adopt(vaultKey('sm4-gcm', newKey('sm4-gcm')));
    expect(vault.unseal('case/slip', before)).toEqual({ ok: true, value: 'x' });
    const after = vault.rewrap('case/slip', before);
    if (!after.ok) throw new Error(after.error.kind);
    expect(after.value.ciphertext).toEqual(before.ciphertext);
    vault.forget(old.keyId);
    expect(vault.unseal('case/slip', after.value)).toEqual({ ok: true, value: 'x' });
    expect(vault.unseal('case/slip', before)).toEqual({ ok: false, error: { kind: 'other_key' } });
    expect(old.bytes.every((byte) => byte === 0)).toBe(true);
  });
});
