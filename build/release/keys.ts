import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { Key, Signature } from '@tufjs/models';

/** Who signs what: root says who may; targets says what a release is; the others that nothing is held back. */
export const signingRoles = ['root', 'targets', 'snapshot', 'timestamp'] as const;
export type SigningRole = (typeof signingRoles)[number];

/** The key is there and does not open. */
export class KeyLocked extends Error {}

export interface SigningKey {
  key: Key;
  sign(bytes: Buffer): Signature;
}

/** One Ed25519 key for each role, in files only this user reads; encrypted where there is a passphrase. */
export function makeKeys(directory: string, passphrase: string | null): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const role of signingRoles) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase === null ? {} : { cipher: 'aes-256-cbc', passphrase }),
    });
    writeFileSync(pathOf(directory, role), pem, { mode: 0o600, flag: 'wx' });
  }
}

export function readKey(directory: string, role: SigningRole, passphrase: string | null): SigningKey {
  const pem = readFileSync(pathOf(directory, role), 'utf8');
  const privateKey = openKey(pem, passphrase);
  const key = publicPart(privateKey);
  return {
    key,
    sign: (bytes) => new Signature({ keyID: key.keyID, sig: sign(null, bytes, privateKey).toString('hex') }),
  };
}

function openKey(pem: string, passphrase: string | null): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase }) });
  } catch (cause) {
    throw new KeyLocked('the key does not open: is its passphrase right?', { cause });
  }
}

/** Named by the hash of its canonical form (TUF specification section 4.2). */
function publicPart(privateKey: KeyObject): Key {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const rawKeyBytes = 32;
  const keyVal = { public: der.subarray(-rawKeyBytes).toString('hex') };
  const described = { keytype: 'ed25519', scheme: 'ed25519', keyval: keyVal };
  const keyID = createHash('sha256').update(canonicalize(described)).digest('hex');
  return new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal });
}

function pathOf(directory: string, role: SigningRole): string {
  return join(directory, `${role}.key`);
}
