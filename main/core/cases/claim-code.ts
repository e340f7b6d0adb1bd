import { scryptSync } from 'node:crypto';
import type { RandomSource } from '../../../contract/clock.ts';

const digits = 10;
const keyBytes = 32;

/**
 * Ten digits, easily said over the telephone and typed on a keypad: one guess among ten thousand
 * million. Uniform but for one part in 10^8: 60 random bits folded into ten digits.
 */
export function makeClaimCode(random: RandomSource): string {
  // Behind the version and variant bits of a UUID everything is random.
  const bits = BigInt(`0x${random.uuid().replaceAll('-', '').slice(-15)}`);
  return String(bits % 10n ** BigInt(digits)).padStart(digits, '0');
}

/** What somebody typed or copied, without its hyphens and spaces; null if it is no code. */
export function readClaimCode(text: string): string | null {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{10}$/.test(code) ? code : null;
}

/** Slow on purpose: the codes are short, and a copy of the database must not give them away. */
export function hashClaimCode(code: string, salt: Uint8Array, cost: number): string {
  return scryptSync(code, salt, keyBytes, { N: cost, r: 8, p: 1 }).toString('base64url');
}
