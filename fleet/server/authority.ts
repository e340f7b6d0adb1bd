import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequest,
  type PublicKeyType,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import { err, ok, type Result } from '../../contract/result.ts';
import type { TerminalId } from '../../contract/words.ts';

const dayMs = 86_400_000;
const authorityDays = 3650;
const serverDays = 397;
const terminalDays = 397;
/** Clocks of terminals may be behind a little. */
const behindMs = 3_600_000;

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface IssuedCertificate {
  pem: string;
  /** SHA-256 of the DER, in hexadecimal digits. */
  fingerprint: string;
  /** In hexadecimal digits. */
  serialNumber: string;
  untilMs: number;
}

/** What the server calls itself on the line to a broker of its own; no terminal can be called so. */
export const serverName = 'fleet-server';

/** The fleet's own certificate authority. Only certificates it has issued open the broker. */
export class Authority {
  readonly pem: string;
  readonly fingerprint: string;
  readonly #certificate: X509Certificate;
  readonly #key: CryptoKey;

  private constructor(certificate: X509Certificate, key: CryptoKey) {
    this.#certificate = certificate;
    this.#key = key;
    this.pem = certificate.toString('pem');
    this.fingerprint = fingerprintOf(certificate);
  }

  /** Made at the first start; its key lies in the directory and is readable to this user alone. */
  static async open(directory: string, nowMs: number): Promise<Authority> {
    const paths = { key: join(directory, 'authority.key'), certificate: join(directory, 'authority.pem') };
    const kept = await Promise.all([readText(paths.key), readText(paths.certificate)]);
    if (kept[0] !== null && kept[1] !== null) {
      return new Authority(new X509Certificate(kept[1]), await importKey(kept[0]));
    }
    const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: [{ CN: [`Budayang fleet ${randomBytes(4).toString('hex')}`] }],
      notBefore: new Date(nowMs - behindMs),
      notAfter: new Date(nowMs + authorityDays * dayMs),
      signingAlgorithm,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // The key first: a certificate without its key would be of no use to anybody.
    await writeFile(paths.key, await exportKey(keys.privateKey), { mode: 0o600, flush: true });
    await writeFile(paths.certificate, certificate.toString('pem'), { mode: 0o600, flush: true });
    return new Authority(certificate, keys.privateKey);
  }

  /** For the server's own listeners; made anew at every start. */
  async issueForServer(publicName: string, nowMs: number): Promise<{ key: string; certificate: string }> {
    const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
    const names = [...new Set([publicName, '127.0.0.1', 'localhost'])];
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: [{ CN: [publicName] }],
      issuer: this.#certificate.subject,
      notBefore: new Date(nowMs - behindMs),
      notAfter: new Date(nowMs + serverDays * dayMs),
      publicKey: keys.publicKey,
      signingKey: this.#key,
      signingAlgorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
        ),
      ],
    });
    return { key: await exportKey(keys.privateKey), certificate: certificate.toString('pem') };
  }

  /** By which the server itself speaks to a broker that is not embedded; made anew at every start. */
  async issueForServersLine(nowMs: number): Promise<{ key: string; certificate: string }> {
    const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
    const issued = await this.#issueForClient(serverName, keys.publicKey, nowMs + serverDays * dayMs, nowMs);
    return { key: await exportKey(keys.privateKey), certificate: issued.pem };
  }

  /** The name in the certificate is the server's word; of the request only the key counts. */
  issueForTerminal(
    terminalId: TerminalId,
    request: Pkcs10CertificateRequest,
    nowMs: number,
  ): Promise<IssuedCertificate> {
    return this.#issueForClient(terminalId, request.publicKey, nowMs + terminalDays * dayMs, nowMs);
  }

  /**
   * The list of certificates that are no longer good (RFC 5280 section 5), for brokers that do not ask the server. As
   * long-lived as the authority: an expired list would lock every terminal out.
   */
  async listRevoked(
    revoked: readonly { serialNumber: string; revokedAtMs: number }[],
    nowMs: number,
  ): Promise<string> {
    const list = await X509CrlGenerator.create({
      issuer: this.#certificate.subject,
      thisUpdate: new Date(nowMs - behindMs),
      nextUpdate: this.#certificate.notAfter,
      entries: revoked.map((each) => ({
        serialNumber: each.serialNumber,
        revocationDate: new Date(each.revokedAtMs),
      })),
      signingKey: this.#key,
      signingAlgorithm,
    });
    return PemConverter.encode(list.rawData, 'X509 CRL');
  }

  async #issueForClient(
    name: string,
    publicKey: PublicKeyType,
    untilMs: number,
    nowMs: number,
  ): Promise<IssuedCertificate> {
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: [{ CN: [name] }],
      issuer: this.#certificate.subject,
      notBefore: new Date(nowMs - behindMs),
      notAfter: new Date(untilMs),
      publicKey,
      signingKey: this.#key,
      signingAlgorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      ],
    });
    const { serialNumber: number } = certificate;
    return {
      pem: certificate.toString('pem'),
      fingerprint: fingerprintOf(certificate),
      serialNumber: number,
      untilMs,
    };
  }
}

/** A request on P-256 whose sender holds the key. */
export async function readRequest(pem: string): Promise<Result<Pkcs10CertificateRequest, null>> {
  try {
    const request = new Pkcs10CertificateRequest(pem);
    const { algorithm } = request.publicKey;
    const isOurCurve = 'namedCurve' in algorithm && algorithm.namedCurve === keyAlgorithm.namedCurve;
    return isOurCurve && (await request.verify()) ? ok(request) : err(null);
  } catch {
    return err(null);
  }
}

/** SHA-256 of the public key, in hexadecimal digits. */
export function keyHashOf(request: Pkcs10CertificateRequest): string {
  return sha256(request.publicKey.rawData);
}

function fingerprintOf(certificate: X509Certificate): string {
  return sha256(certificate.rawData);
}

function sha256(data: ArrayBuffer): string {
  return createHash('sha256').update(new Uint8Array(data)).digest('hex');
}

/** Positive, 127 bits (RFC 5280 section 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function exportKey(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), keyAlgorithm, false, ['sign']);
}

function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Only what was never there may be made anew: another authority would lock every terminal out.
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
