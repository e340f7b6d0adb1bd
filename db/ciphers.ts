import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { sm4 } from 'sm-crypto-v2';

/** How contents and keys are encrypted; both authenticate a label besides (AEAD). */
export const cipherProfiles = ['aes-256-gcm', 'sm4-gcm'] as const;
export type CipherProfile = (typeof cipherProfiles)[number];

export interface Encrypted {
  /** 12 bytes, fresh each time (NIST SP 800-38D, 8.2.2). */
  nonce: Uint8Array;
  /** 16 bytes. */
  tag: Uint8Array;
  ciphertext: Uint8Array;
}

interface Cipher {
  keyBytes: number;
  encrypt(key: Uint8Array, nonce: Uint8Array, label: Uint8Array, plain: Uint8Array): Omit<Encrypted, 'nonce'>;
  /** Throws where key, label, tag or ciphertext do not belong together. */
  decrypt(key: Uint8Array, label: Uint8Array, encrypted: Encrypted): Uint8Array;
}

const nonceBytes = 12;
const tagBytes = 16;

const ciphers: Record<CipherProfile, Cipher> = {
  'aes-256-gcm': {
    keyBytes: 32,
    encrypt(key, nonce, label, plain) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(label);
      const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { ciphertext, tag: cipher.getAuthTag() };
    },
    decrypt(key, label, { nonce, tag, ciphertext }) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
        .setAAD(label)
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
    },
  },
  // Not of OpenSSL: Node reaches no SM4-GCM there, and Electron's BoringSSL has no SM4 at all.
  'sm4-gcm': {
    keyBytes: 16,
    encrypt(key, nonce, label, plain) {
      const { output, tag } = sm4.encrypt(plain, key, {
        mode: 'gcm',
        iv: nonce,
        associatedData: label,
        output: 'array',
        outputTag: true,
      });
      if (!tag) throw new Error('sm4-gcm gave no tag');
      return { ciphertext: output, tag };
    },
    decrypt(key, label, { nonce, tag, ciphertext }) {
      return sm4.decrypt(ciphertext, key, {
        mode: 'gcm',
        iv: nonce,
        tag,
        associatedData: label,
        output: 'array',
      });
    },
  },
};

export function newKey(profile: CipherProfile): Uint8Array {
  return randomBytes(ciphers[profile].keyBytes);
}

export function keyBytesOf(profile: CipherProfile): number {
  return ciphers[profile].keyBytes;
}

export function encrypt(
  profile: CipherProfile,
  key: Uint8Array,
  label: string,
  plain: Uint8Array,
  nonce: Uint8Array = randomBytes(nonceBytes),
): Encrypted {
  return { nonce, ...ciphers[profile].encrypt(key, nonce, Buffer.from(label), plain) };
}

/** Null where key, label, tag or ciphertext do not belong together. */
export function decrypt(
  profile: CipherProfile,
  key: Uint8Array,
  label: string,
  encrypted: Encrypted,
): Uint8Array | null {
  if (encrypted.tag.length !== tagBytes || encrypted.nonce.length !== nonceBytes) return null;
  try {
    return ciphers[profile].decrypt(key, Buffer.from(label), encrypted);
  } catch {
    return null;
  }
}

/** One run of bytes: nonce, tag, ciphertext. */
export function pack({ nonce, tag, ciphertext }: Encrypted): Uint8Array {
  return Buffer.concat([nonce, tag, ciphertext]);
}

export function unpack(bytes: Uint8Array): Encrypted {
  return {
    nonce: bytes.subarray(0, nonceBytes),
    tag: bytes.subarray(nonceBytes, nonceBytes + tagBytes),
    ciphertext: bytes.subarray(nonceBytes + tagBytes),
  };
}
