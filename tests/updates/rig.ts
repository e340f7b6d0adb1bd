import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeys } from '../../build/release/keys.ts';
import { pack } from '../../build/release/pack.ts';
import { UpdateRepository } from '../../build/release/repository.ts';
import { type Clock, systemClock } from '../../contract/clock.ts';
import type { Rollout, RolloutAction } from '../../contract/fleet-rollouts.ts';
import type { ReleaseKind, SignedRelease } from '../../contract/fleet-update.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { makeKey, requestCertificate } from '../../fleet/agent/certificate-request.ts';
import type { Standing } from '../../fleet/agent/slots/words.ts';
import type { UpdaterBoundary } from '../../fleet/agent/updates/boundaries.ts';
import { ContentPlace } from '../../fleet/agent/updates/content-slots.ts';
import type { CorePort } from '../../fleet/agent/updates/core-port.ts';
import { DdiClient } from '../../fleet/agent/updates/ddi-client.ts';
import { FleetLine } from '../../fleet/agent/updates/fleet-line.ts';
import { ReleaseTrust } from '../../fleet/agent/updates/release-trust.ts';
import { type UpdateEvent, Updater } from '../../fleet/agent/updates/updater.ts';
import { type Authority, readRequest } from '../../fleet/server/authority.ts';
import type { Database } from '../../fleet/server/database.ts';
import { startUpdates, type Updates } from '../../fleet/server/updates/start-updates.ts';

const dayMs = 86_400_000;
/** Pauses of seconds and minutes are none here. */
const hurriedClock: Clock = {
  ...systemClock,
  after: (delayMs, callback) => systemClock.after(Math.min(delayMs, 10), callback),
};
const plan = { rings: [100], successPercent: 100, errorPercent: 0, silenceMinutes: 60 };

/** Thrown at a boundary: nothing after it happens. */
export class PowerCut extends Error {}

/** A fleet with one terminal, a signed repository, and the terminal's updater; core and keeper are played. */
export class UpdateRig {
  readonly directory = mkdtempSync(join(tmpdir(), 'budayang-rollout-'));
  readonly repository = join(this.directory, 'repository');
  readonly slots = join(this.directory, 'slots');
  readonly data = join(this.directory, 'data');
  readonly events: UpdateEvent[] = [];
  readonly terminalId = terminalIdSchema.parse(`HALL-${String(Math.floor(Math.random() * 1e8))}`);
  /** What was asked of the keeper to switch to. */
  switchedTo: string | null = null;
  /** For which action. */
  switchedBy = '';
  /** What the keeper has to report of a trial that is over. */
  outcome: Standing['outcome'] = null;
  isBusy = false;
  /** Does the played core understand what it is to take over? */
  understands = true;
  taken: string[] = [];
  updates: Updates | null = null;
  /** From the switch until its outcome was told. */
  #isInTrial = false;
  #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();

  readonly #database: Database;
  readonly #authority: Authority;

  constructor(database: Database, authority: Authority) {
    this.#database = database;
    this.#authority = authority;
    this.makeKeys('keys');
    this.signer().begin();
    mkdirSync(join(this.slots, 'a'), { recursive: true });
    writeFileSync(join(this.slots, 'a', 'release.json'), this.#releaseFile('1.0.0'));
  }

  /** As when the keeper had not written it down before the power went, or it is long over. */
  forgetTrial(): void {
    this.#isInTrial = false;
  }

  makeKeys(name: string): void {
    makeKeys(join(this.directory, name), null);
  }

  signer(keys = 'keys', nowMs = Date.now(), repository = this.repository): UpdateRepository {
    return new UpdateRepository(repository, {
      keysDirectory: join(this.directory, keys),
      passphrase: null,
      nowMs,
    });
  }

  static longAgoMs = () => Date.now() - 31 * dayMs;

  /** Packs and signs; `change` is what is wrong with what is signed. */
  async release(
    version: string,
    options: {
      kind?: ReleaseKind;
      files?: Record<string, string>;
      signer?: UpdateRepository;
      change?: Partial<SignedRelease>;
    } = {},
  ): Promise<string> {
    const { kind = 'program', signer = this.signer(), change } = options;
    const from = join(this.directory, `built-${kind}-${version}`);
    mkdirSync(from, { recursive: true });
    const files = options.files ?? {
      'release.json': this.#releaseFile(version),
      'program.txt': 'x'.repeat(50_000),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(from, name), text);
    const archive = `${from}.tgz`;
    const packed = await pack(from, archive);
    const name = `${kind}-${version}.tgz`;
    signer.add(name, archive, { kind, version, ...packed, ...change });
    return name;
  }

  /** The file in the repository, for those who change it behind the signers' back. */
  targetPath(name: string): string {
    const targets = join(this.repository, 'targets');
    const found = readdirSync(targets).find((each) => each.endsWith(name));
    if (found === undefined) throw new Error(`${name} is not in the repository`);
    return join(targets, found);
  }

  /** Everything but what the terminal trusts at first, which it got by hand. */
  async start(atBoundary?: (name: UpdaterBoundary) => void): Promise<void> {
    if (!this.updates) {
      const { key, certificate } = await this.#authority.issueForServer('127.0.0.1', Date.now());
      const root = join(this.directory, 'root.json');
      cpSync(join(this.repository, 'metadata', '1.root.json'), root);
      await this.#database.write(
        `INSERT INTO terminal (terminal_id, enrolled_at_ms, certificate_fingerprint, certificate_until_ms)
         VALUES ($1, 0, '', 0)`,
        [this.terminalId],
      );
      this.updates = await startUpdates({
        ...{ listenOn: '127.0.0.1', port: 0, publicName: '127.0.0.1', key, certificate },
        ...{ authority: this.#authority.pem, directory: this.repository, pollSeconds: 1 },
        ...{ database: this.#database, clock: systemClock, isCurrent: () => true, write: () => {} },
        onFailure: (error) => {
          throw error;
        },
      });
    }
    this.#ending = new AbortController();
    this.#running = (await this.updater(atBoundary)).run().catch((error: unknown) => {
      if (!(error instanceof PowerCut)) throw error;
    });
  }

  async updater(atBoundary?: (name: UpdaterBoundary) => void): Promise<Updater> {
    const { signal } = this.#ending;
    const url = this.updates?.url ?? '';
    const line = await this.lineOf(this.terminalId);
    return new Updater({
      line,
      ddi: new DdiClient(line, url, this.terminalId),
      trust: new ReleaseTrust({
        directory: join(this.data, 'tuf'),
        shippedRoot: readFileSync(join(this.directory, 'root.json'), 'utf8'),
        repositoryUrl: `${url}/repository`,
        line,
      }),
      askKeeper: async (ask) => {
        if (ask.ask === 'switch') {
          this.switchedTo = ask.version;
          this.switchedBy = ask.actionId;
          this.#isInTrial = true;
        }
        if (ask.ask === 'reported') {
          this.outcome = null;
          this.#isInTrial = false;
        }
        return this.#standing();
      },
      core: this.#core(),
      contents: {
        catalogue: new ContentPlace(join(this.data, 'catalogue')),
        notices: new ContentPlace(join(this.data, 'notices')),
      },
      ...{ directory: this.data, programVersion: '1.0.0', clock: hurriedClock, signal },
      write: (event) => this.events.push(event),
      ...(atBoundary ? { atBoundary } : {}),
    });
  }

  async lineOf(terminalId: string): Promise<FleetLine> {
    const id = terminalIdSchema.parse(terminalId);
    const key = await makeKey();
    const request = await readRequest(await requestCertificate(id, key));
    if (!request.ok) throw new Error('the request is wrong');
    const { pem } = await this.#authority.issueForTerminal(id, request.value, Date.now());
    const credentials = { authority: this.#authority.pem, key, certificate: pem };
    return new FleetLine(credentials, this.updates?.url ?? '', this.#ending.signal);
  }

  /** Starts a rollout of it to this one terminal. */
  async rollOut(name: string): Promise<number> {
    const found = await this.updates?.releases();
    const release = found?.ok ? found.value.find((each) => each.name === name) : undefined;
    const offered = release ?? { name, kind: 'program' as const, version: '9.9.9', bytes: 0, sha256: '' };
    const started = await this.updates?.rollouts.start(offered, { ...plan, releaseName: name }, 'admin');
    if (!started?.ok) throw new Error('the rollout did not start');
    return started.value;
  }

  async rollout(rolloutId: number): Promise<Rollout> {
    const found = (await this.updates?.rollouts.list())?.find((each) => each.rolloutId === rolloutId);
    if (!found) throw new Error('there is no such rollout');
    return found;
  }

  async action(rolloutId: number): Promise<RolloutAction> {
    const { rings } = await this.rollout(rolloutId);
    const action = rings
      .flatMap(({ actions }) => actions)
      .find((each) => each.terminalId === this.terminalId);
    if (!action) throw new Error('this terminal has no part in it');
    return action;
  }

  /** Nothing of what was refused lies about, and the other slot is as it was. */
  get leftovers(): string[] {
    const kept = (directory: string) => (existsSync(directory) ? readdirSync(directory) : []);
    return [...kept(this.slots).filter((name) => name !== 'a'), ...kept(join(this.data, 'catalogue'))];
  }

  async stopTerminal(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  async close(): Promise<void> {
    await this.stopTerminal();
    await this.updates?.stop();
    await this.#database.write('DELETE FROM terminal WHERE terminal_id = $1', [this.terminalId]);
    await this.#database.write('DELETE FROM update_rollout');
    rmSync(this.directory, { recursive: true, force: true });
  }

  #standing(): Standing {
    const version = this.switchedTo ?? '9.9.9';
    const trial: Standing['trial'] = {
      slot: 'b',
      version,
      actionId: this.switchedBy,
      mustAnswer: [],
      step: 'preparing',
      problem: null,
    };
    return {
      directory: this.slots,
      slot: 'a',
      version: '1.0.0',
      trial: this.#isInTrial && this.outcome === null ? trial : null,
      outcome: this.outcome,
    };
  }

  #core(): CorePort {
    return {
      health: () => null,
      onChange: () => () => {},
      takeRest: async () => (this.isBusy ? 'busy' : 'rests'),
      giveRestBack: async () => {},
      endTrial: async () => {},
      take: async (_kind, directory) => {
        if (this.understands) this.taken.push(directory);
        return this.understands;
      },
    };
  }

  #releaseFile(version: string): string {
    return JSON.stringify({ format: 'release-1', version, start: ['{runtime}', '{slot}/program.txt'] });
  }
}
