import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const program = '/usr/sbin/mosquitto';
const deadlineMs = 10_000;

export interface Mosquitto {
  /** All that it has written to its log. */
  log(): string;
  /** Reads its list of rights and of certificates anew, as `systemctl reload mosquitto` does. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's Mosquitto with the configuration the fleet server left in `directory`. */
export async function startMosquitto(directory: string): Promise<Mosquitto> {
  const path = join(directory, 'test.conf');
  const ours = readFileSync(join(directory, 'budayang.conf'), 'utf8');
  // As a service Mosquitto becomes a user of its own, who could not read this directory.
  writeFileSync(path, `user ${userInfo().username}\n${ours}`);
  const child = spawn(program, ['-v', '-c', path], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const listeners = new Set<() => void>();
  child.stderr.on('data', (text) => {
    said += String(text);
    for (const look of listeners) look();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  /** Until it has said this once more than before. */
  const says = (words: string, act: () => void) =>
    new Promise<void>((resolve, reject) => {
      const times = () => said.split(words).length;
      const before = times();
      const deadline = setTimeout(
        () => settle(new Error(`Mosquitto did not say "${words}"\n${said}`)),
        deadlineMs,
      );
      const look = () => {
        if (times() > before) settle(null);
      };
      const gone = () => settle(new Error(`Mosquitto has ended\n${said}`));
      const settle = (error: Error | null) => {
        clearTimeout(deadline);
        listeners.delete(look);
        child.off('close', gone);
        if (error) reject(error);
        else resolve();
      };
      listeners.add(look);
      child.once('close', gone);
      act();
    });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await says(' running', () => {});
  } catch (error) {
    await stop();
    throw error;
  }
  return { log: () => said, reload: () => says('Reloading config', () => child.kill('SIGHUP')), stop };
}
