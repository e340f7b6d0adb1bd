import { createHash, X509Certificate } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../contract/result.ts';

/** All in PEM. */
export interface Credentials {
  authority: string;
  key: string;
  certificate: string;
  brokerUrl: string;
  /** Null: enrolled with a server that knew no updates. */
  updateUrl: string | null;
}

const names = {
  authority: 'authority.pem',
  key: 'terminal.key',
  certificate: 'terminal.pem',
  brokerUrl: 'broker-url',
  updateUrl: 'update-url',
} as const;
const onlyOwnerFile = 0o600;
const onlyOwnerDirectory = 0o700;

/** Something is kept there, and the disk or its rights do not let it be read. */
export type CredentialsUnreadable = 'credentials_unreadable';

/** SHA-256 of the DER, in hexadecimal digits. */
export function fingerprintOf(certificatePem: string): string {
  return createHash('sha256').update(new X509Certificate(certificatePem).raw).digest('hex');
}

/** Key and certificate of this terminal, in a directory only its user may read. */
export class CredentialStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** What an enrolment in this fleet left; null where there was none, or one in another fleet. */
  async load(authorityFingerprint: string): Promise<Result<Credentials | null, CredentialsUnreadable>> {
    const kept: Partial<Credentials> = {};
    for (const name of ['authority', 'key', 'certificate', 'brokerUrl'] as const) {
      const text = await this.#read(name);
      if (!text.ok) return text;
      if (!text.value) return ok(null);
      kept[name] = text.value;
    }
    const updateUrl = await this.#read('updateUrl');
    if (!updateUrl.ok) return updateUrl;
    const credentials = { ...kept, updateUrl: updateUrl.value } as Credentials;
    return ok(fingerprintOf(credentials.authority) === authorityFingerprint ? credentials : null);
  }

  loadKey(): Promise<Result<string | null, CredentialsUnreadable>> {
    return this.#read('key');
  }

  /** Before the certificate is asked for: an answer that got lost is asked for again with the same key. */
  keepKey(key: string): Promise<void> {
    return this.#write('key', key);
  }

  async keepCertificate(answer: Omit<Credentials, 'key'>): Promise<void> {
    await this.#write('authority', answer.authority);
    await this.#write('brokerUrl', answer.brokerUrl);
    if (answer.updateUrl !== null) await this.#write('updateUrl', answer.updateUrl);
    await this.#write('certificate', answer.certificate);
  }

  /** Only what was never there counts as none: a new key over one that cannot be read would shut this terminal out. */
  async #read(name: keyof typeof names): Promise<Result<string | null, CredentialsUnreadable>> {
    try {
      return ok(await readFile(join(this.#directory, names[name]), 'utf8'));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? ok(null) : err('credentials_unreadable');
    }
  }

  /** Whole or not at all. */
  async #write(name: keyof typeof names, text: string): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: onlyOwnerDirectory });
    // One that was there before may have been wider.
    await chmod(this.#directory, onlyOwnerDirectory);
    const path = join(this.#directory, names[name]);
    await writeFile(`${path}.new`, text, { mode: onlyOwnerFile, flush: true });
    await rename(`${path}.new`, path);
  }
}
