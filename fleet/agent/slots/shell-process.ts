import { type ChildProcess, spawn } from 'node:child_process';

export interface ShellExit {
  code: number | null;
  signal: string | null;
}

/** A version that was started: its shell and everything the shell starts. */
export interface ShellProcess {
  /** Resolves when the shell is gone and, where the system knows groups, everything it had started. */
  readonly ended: Promise<ShellExit>;
  /** Asks it to end, ends it hard after `graceMs`. */
  stop(graceMs: number): Promise<ShellExit>;
}

const lookEveryMs = 50;
const longestLookMs = 10_000;

/** What it writes goes where the keeper writes. It notices by a channel that the keeper is gone. */
export function startShellProcess(
  [command, ...parameters]: [string, ...string[]],
  environment: Record<string, string>,
): ShellProcess {
  const child = spawn(command, parameters, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A group of its own, so that nothing of it is left behind. (On Windows this would open a console.)
    detached: process.platform !== 'win32',
  });
  const gone = new Promise<ShellExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  const ended = gone.then(async (exit) => {
    await endGroup(child);
    return exit;
  });
  return {
    ended,
    async stop(graceMs) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child), graceMs);
      const exit = await ended;
      clearTimeout(timer);
      return exit;
    },
  };
}

/** The database has one writer: nothing else may start before the last of the group has ended. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waitedMs = 0;
  const look = () => {
    if (!killGroup(child) || waitedMs >= longestLookMs) {
      clearInterval(timer);
      resolve();
    }
    waitedMs += lookEveryMs;
  };
  const timer = setInterval(look, lookEveryMs);
  look();
  await promise;
}

/** False when nobody of it is left. */
function killGroup({ pid }: ChildProcess): boolean {
  if (pid === undefined || process.platform === 'win32') return false;
  try {
    process.kill(-pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
