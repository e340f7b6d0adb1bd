import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../build/root.ts';
import type { KeeperBoundary } from '../../fleet/agent/slots/index.ts';

export interface PlayedRelease {
  version: string;
  schema: number;
  /** What is wrong with it; nothing by default. */
  does?: 'ends' | 'says nothing' | 'shows nothing';
}

const longestMs = 60_000;
/** Dozens of short processes of the same sources. */
const compileCache = join(root, 'out', 'compile-cache');

/** A terminal of played versions with a real keeper, real processes and real files. */
export class UpdatePlay {
  readonly directory = mkdtempSync(join(tmpdir(), 'budayang-update-'));
  readonly slots = join(this.directory, 'slots');
  #keeper: ChildProcess | null = null;

  constructor() {
    mkdirSync(join(this.directory, 'data'), { recursive: true });
    writeFileSync(join(this.directory, 'ledger'), '');
  }

  put(slot: 'a' | 'b', { version, schema, does = undefined }: PlayedRelease): void {
    mkdirSync(join(this.slots, slot), { recursive: true });
    const program = join(root, 'tests', 'updates', 'played-release.ts');
    const start = ['{runtime}', program, '--version', version, '--schema', String(schema)];
    start.push('--play', this.directory, ...(does ? ['--does', does] : []));
    writeFileSync(
      join(this.slots, slot, 'release.json'),
      JSON.stringify({ format: 'release-1', version, start }),
    );
  }

  want(version: string): void {
    writeFileSync(join(this.directory, 'wanted'), version);
  }

  /** Starts the keeper; where `deathAt` is given the power is cut there. */
  start(deathAt: KeeperBoundary | '' = ''): { ended: Promise<void> } {
    const entry = join(root, 'tests', 'updates', 'mortal-keeper.ts');
    const data = join(this.directory, 'data');
    const keeper = spawn(
      process.execPath,
      [entry, this.directory, deathAt, '--slots', this.slots, '--data', data],
      {
        env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
        stdio: ['ignore', 'ignore', openSync(join(this.directory, 'log'), 'a'), 'ipc'],
      },
    );
    this.#keeper = keeper;
    return { ended: new Promise((resolve) => keeper.once('exit', () => resolve())) };
  }

  get ledger(): string[] {
    return readFileSync(join(this.directory, 'ledger'), 'utf8').split('\n').filter(Boolean);
  }

  /** What the database was written by, and whether a log of another lies beside it. */
  get database(): { schema: string; cases: string; log: string | null } {
    const path = join(this.directory, 'data', 'journal.sqlite');
    const [schema = '', ...cases] = readFileSync(path, 'utf8').split('\n');
    const log = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`, 'utf8') : null;
    return { schema, cases: cases.join('\n'), log };
  }

  /** Resolves when the ledger, from `fromLine` on, has such a line. */
  async told(wanted: (line: string) => boolean, fromLine = 0): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (this.ledger.slice(fromLine).some(wanted)) resolve();
    };
    const watcher = watch(join(this.directory, 'ledger'), look);
    const timer = setTimeout(
      () =>
        reject(
          new Error(
            `not told; the ledger says: ${this.ledger.join(', ')}; the keeper: ${readFileSync(join(this.directory, 'log'), 'utf8')}`,
          ),
        ),
      longestMs,
    );
    look();
    await promise.finally(() => {
      clearTimeout(timer);
      watcher.close();
    });
  }

  async close(): Promise<void> {
    const keeper = this.#keeper;
    if (keeper && keeper.exitCode === null && keeper.signalCode === null) {
      const ended = new Promise((resolve) => keeper.once('exit', resolve));
      keeper.kill('SIGTERM');
      await ended;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}
