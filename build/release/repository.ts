import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Metadata,
  MetadataKind,
  MetaFile,
  Root,
  Snapshot,
  TargetFile,
  Targets,
  Timestamp,
} from '@tufjs/models';
import type { SignedRelease } from '../../contract/fleet-update.ts';
import { readKey, type SigningKey, type SigningRole, signingRoles } from './keys.ts';

const dayMs = 86_400_000;
const specVersion = '1.0.31';
/** How long each may be believed; the shortest has to be signed anew most often. */
export const validDays = { root: 730, targets: 365, snapshot: 90, timestamp: 30 } as const;

export interface Signers {
  keysDirectory: string;
  passphrase: string | null;
  nowMs: number;
}

/**
 * A TUF repository as files: `metadata/` and `targets/`, ready to be copied to where the fleet's server reads it. Every file
 * but `timestamp.json` has a name of its own, so that one that is being copied never stands for another.
 */
export class UpdateRepository {
  readonly #metadata: string;
  readonly #targets: string;
  readonly #signers: Signers;

  constructor(directory: string, signers: Signers) {
    this.#metadata = join(directory, 'metadata');
    this.#targets = join(directory, 'targets');
    this.#signers = signers;
  }

  /** The first root, which goes to every terminal by hand, and an empty list of releases. */
  begin(): void {
    mkdirSync(this.#metadata, { recursive: true });
    mkdirSync(this.#targets, { recursive: true });
    const root = new Root({
      specVersion,
      version: 1,
      expires: this.#until('root'),
      consistentSnapshot: true,
    });
    for (const role of signingRoles) root.addKey(this.#key(role).key, role);
    const signed = new Metadata(root);
    signed.sign((bytes) => this.#key('root').sign(bytes));
    writeFileSync(join(this.#metadata, '1.root.json'), JSON.stringify(signed.toJSON()), { flag: 'wx' });
    this.#sign(new Targets({ specVersion, version: 1, expires: this.#until('targets') }));
  }

  /** @param name such as `budayang-1.4.0.tgz` */
  add(name: string, archive: string, release: SignedRelease): void {
    const content = readFileSync(archive);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const { signed } = this.#read(MetadataKind.Targets);
    const targets = new Targets({
      specVersion,
      version: signed.version + 1,
      expires: this.#until('targets'),
      targets: { ...signed.targets },
    });
    targets.addTarget(
      new TargetFile({
        path: name,
        length: content.length,
        hashes: { sha256 },
        unrecognizedFields: { custom: { ...release } },
      }),
    );
    copyFileSync(archive, join(this.#targets, `${sha256}.${name}`));
    this.#sign(targets);
  }

  /** The same releases, believed for another while. */
  renew(): void {
    const { signed } = this.#read(MetadataKind.Targets);
    this.#sign(
      new Targets({
        specVersion,
        version: signed.version + 1,
        expires: this.#until('targets'),
        targets: signed.targets,
      }),
    );
  }

  /** Targets first and the timestamp last: whoever reads in between sees what was before. */
  #sign(targets: Targets): void {
    const number = targets.version;
    const snapshot = new Snapshot({
      specVersion,
      version: number,
      expires: this.#until('snapshot'),
      meta: { 'targets.json': new MetaFile({ version: number }) },
    });
    this.#write(`${number}.targets.json`, new Metadata(targets), 'targets');
    const bytes = this.#write(`${number}.snapshot.json`, new Metadata(snapshot), 'snapshot');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const timestamp = new Timestamp({
      specVersion,
      version: number,
      expires: this.#until('timestamp'),
      snapshotMeta: new MetaFile({ version: number, length: bytes.length, hashes: { sha256 } }),
    });
    this.#write('timestamp.json', new Metadata(timestamp), 'timestamp');
  }

  #write(name: string, metadata: Metadata<Targets | Snapshot | Timestamp>, role: SigningRole): Buffer {
    metadata.sign((bytes) => this.#key(role).sign(bytes));
    const content = Buffer.from(JSON.stringify(metadata.toJSON()));
    writeFileSync(join(this.#metadata, name), content);
    return content;
  }

  #read(kind: MetadataKind.Targets): Metadata<Targets> {
    const timestamp = Metadata.fromJSON(MetadataKind.Timestamp, this.#json('timestamp.json'));
    const { version } = timestamp.signed.snapshotMeta;
    return Metadata.fromJSON(kind, this.#json(`${version}.targets.json`));
  }

  #json(name: string) {
    const path = join(this.#metadata, name);
    if (!existsSync(path)) throw new Error(`${path} is missing: is this a repository of releases?`);
    return JSON.parse(readFileSync(path, 'utf8'));
  }

  #key(role: SigningRole): SigningKey {
    return readKey(this.#signers.keysDirectory, role, this.#signers.passphrase);
  }

  #until(role: SigningRole): string {
    const whole = new Date(this.#signers.nowMs + validDays[role] * dayMs).toISOString();
    return whole.replace(/\.\d+Z$/, 'Z');
  }
}
