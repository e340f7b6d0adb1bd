import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { findFreePort } from '../../build/stack/free-port.ts';
import { systemClock } from '../../contract/clock.ts';
import type { RelayConfig } from '../../fleet/help/index.ts';

const program = '/usr/bin/turnserver';
const readyDeadlineMs = 10_000;
const askAgainMs = 50;

export interface Coturn {
  relay: RelayConfig;
  /** So many browsers were given a place on the relay. */
  places(): number;
  stop(): Promise<void>;
}

/** Debian's coturn on loopback, which knows nobody but who has a password made of `secret`; no direct way is allowed. */
export async function startCoturn(secret: string): Promise<Coturn> {
  const port = await findFreePort();
  const child = spawn(
    program,
    [
      ...['-n', '--listening-ip', '127.0.0.1', '--relay-ip', '127.0.0.1', '--listening-port', String(port)],
      ...['--realm', 'budayang.test', '--use-auth-secret', '--static-auth-secret', secret],
      ...['--allow-loopback-peers', '--no-tls', '--no-dtls', '--no-cli', '--verbose', '--no-rfc5780'],
      ...['--log-file', 'stdout', '--pidfile', '/dev/null', '--db', ':memory:'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let said = '';
  child.stdout.on('data', (text) => {
    said += String(text);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await answers(port, child);
  } catch (error) {
    await stop();
    throw new Error(`${error}\n${said}`);
  }
  return {
    relay: { urls: [`turn:127.0.0.1:${port}`], secret, always: true },
    places: () => said.match(/ALLOCATE processed, success/g)?.length ?? 0,
    stop,
  };
}

/** Until its TCP door is open, which it opens after that for UDP. */
async function answers(port: number, child: ChildProcess): Promise<void> {
  const deadlineMs = systemClock.monotonicMs() + readyDeadlineMs;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`coturn ended with code ${child.exitCode}`);
    if (systemClock.monotonicMs() > deadlineMs) throw new Error('coturn does not listen');
    await new Promise<void>((resolve) => systemClock.after(askAgainMs, resolve));
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
