import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of scrypt by the names of RFC 7914. */
export interface HashCost {
  N: number;
  r: number;
  p: number;
}

/** 32 MiB and about a tenth of a second: an ID number or a PIN has too few values for a fast hash. */
const usualCost: HashCost = { N: 2 ** 15, r: 8, p: 1 };
const saltBytes = 16;
const hashBytes = 32;

/** scrypt (RFC 7914) as `scrypt:N:r:p:salt:hash`, salt and hash in base64url. */
export async function hashSecret(secret: string, cost: HashCost = usualCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(secret, salt, hashBytes, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join(':');
}

/** Takes as long for a wrong secret as for the right one. */
export async function matchesSecret(secret: string, hash: string): Promise<boolean> {
  const [, N, r, p, salt = '', expected = ''] = hash.split(':');
  const wanted = Buffer.from(expected, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const given = await derive(secret, Buffer.from(salt, 'base64url'), wanted.length, cost);
  return timingSafeEqual(given, wanted);
}

function derive(secret: string, salt: Uint8Array, length: number, cost: HashCost): Promise<Buffer> {
  const maxmem = 256 * cost.N * cost.r;
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, length, { ...cost, maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
