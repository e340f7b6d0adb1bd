import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const readyDeadlineMs = 30_000;
const databaseUser = 'postgres';

export interface Postgresql {
  /** Of a new empty database in it, over its socket. */
  newDatabase(): string;
  stop(): Promise<void>;
}

/** Debian's PostgreSQL with a cluster of its own in a temporary directory, on no port, and without waiting for disks. */
export async function startPostgresql(): Promise<Postgresql> {
  const programs = globSync('/usr/lib/postgresql/*/bin').at(-1);
  if (!programs) throw new Error('PostgreSQL is not installed');
  const directory = mkdtempSync(join(tmpdir(), 'budayang-postgresql-'));
  const data = join(directory, 'data');
  const runsAs = otherUser();
  if (runsAs) chownSync(directory, runsAs.uid, runsAs.gid);
  const run = (program: string, parameters: string[]) =>
    execFileSync(join(programs, program), parameters, { cwd: directory, stdio: 'pipe', ...runsAs });
  run('initdb', ['--no-sync', '--auth=trust', `--username=${databaseUser}`, '--encoding=UTF8', '-D', data]);
  const quick = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=16MB'];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-k', directory, '-c', 'listen_addresses=', ...quick.flatMap((setting) => ['-c', setting])],
    { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'], ...runsAs },
  );
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = async () => {
    // Waits until everybody has gone: a client that is just leaving must not be thrown out.
    server.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await accepts(server);
  } catch (error) {
    await stop();
    throw error;
  }
  let databases = 0;
  return {
    newDatabase() {
      databases += 1;
      const name = `fleet_${databases}`;
      run('createdb', ['-h', directory, '-U', databaseUser, name]);
      return `postgresql://${databaseUser}@localhost/${name}?host=${encodeURIComponent(directory)}`;
    },
    stop,
  };
}

/** PostgreSQL refuses to run as root. */
function otherUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const number = (which: string) => Number(execFileSync('id', [which, databaseUser], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

function accepts(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const deadline = setTimeout(
      () => reject(new Error(`PostgreSQL does not serve\n${said}`)),
      readyDeadlineMs,
    );
    server.once('close', () => reject(new Error(`PostgreSQL has ended\n${said}`)));
    server.stderr?.on('data', (text) => {
      said += String(text);
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(deadline);
      resolve();
    });
  });
}
