import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, newKey } from './ciphers.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (from: Uint8Array) => Buffer.from(from).toString('hex');

describe('SM4-GCM', () => {
  it('gives the values of RFC 8998, appendix A.1', () => {
    const key = bytes('0123456789abcdeffedcba9876543210');
    const nonce = bytes('00001234567800000000abcd');
    const plain = bytes(['a', 'b', 'c', 'd', 'e', 'f', 'e', 'a'].map((digit) => digit.repeat(16)).join(''));
    // The RFC's label is not text, so that the one in use here is checked by decrypting below.
    const { ciphertext } = encrypt('sm4-gcm', key, '', plain, nonce);
    expect(hex(ciphertext)).toBe(
      '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735' +
        'd82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
    );
  });

  it('encrypts as OpenSSL in counter mode does, where OpenSSL has SM4', () => {
    const key = newKey('sm4-gcm');
    const plain = Buffer.from('何叶试，上海市静安区，一段够长的内容。'.repeat(20));
    const { nonce, ciphertext } = encrypt('sm4-gcm', key, 'label', plain);
    const counter = Buffer.concat([nonce, Buffer.from([0, 0, 0, 2])]);
    const openSsl = createCipheriv('sm4-ctr', key, counter);
    expect(hex(ciphertext)).toBe(hex(Buffer.concat([openSsl.update(plain), openSsl.final()])));
  });

  it('an empty content and a cut tag', () => {
    const key = newKey('sm4-gcm');
    const sealed = encrypt('sm4-gcm', key, 'label', new Uint8Array(0));
    expect(decrypt('sm4-gcm', key, 'label', sealed)).toEqual(new Uint8Array(0));
    expect(decrypt('sm4-gcm', key, 'label', { ...sealed, tag: sealed.tag.subarray(0, 4) })).toBeNull();
  });
});
