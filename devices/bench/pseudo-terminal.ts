import { type ChildProcess, spawn } from 'node:child_process';
import { lstat, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

export interface PseudoTerminalOptions {
  /** Path a driver opens as its serial port. */
  link: string;
  /** Port of the simulated device on 127.0.0.1. */
  tcpPort: number;
}

const appearDeadlineMs = 3000;
const appearPollMs = 5;

/**
 * A pseudo-terminal in front of a TCP port, by `socat`. The device is connected when a driver opens
 * the terminal and let go when it closes it; then a fresh terminal appears under the same link.
 */
export class PseudoTerminal {
  readonly #options: PseudoTerminalOptions;
  #socat: ChildProcess | null = null;
  #stopped = false;

  constructor(options: PseudoTerminalOptions) {
    this.#options = options;
  }

  /** Resolves when the link is there. */
  async start(): Promise<void> {
    this.#stopped = false;
    await rm(this.#options.link, { force: true });
    this.#spawn();
    await this.#appeared();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const socat = this.#socat;
    if (socat) {
      const ended = new Promise<void>((resolve) => socat.once('exit', () => resolve()));
      socat.kill('SIGTERM');
      await ended;
    }
    await rm(this.#options.link, { force: true });
  }

  #spawn(): void {
    const { link, tcpPort } = this.#options;
    // `wait-slave` holds the connection back until somebody opens the terminal. `setpriv` lets the
    // kernel end socat when the bench is killed: while it waits it would not notice by itself.
    const socat = spawn(
      'setpriv',
      [
        '--pdeathsig',
        'TERM',
        'socat',
        `PTY,link=${link},raw,echo=0,wait-slave,pty-interval=0.02`,
        `TCP:127.0.0.1:${tcpPort},nodelay`,
      ],
      { stdio: 'ignore' },
    );
    this.#socat = socat;
    socat.once('exit', () => {
      if (this.#socat === socat) this.#socat = null;
      if (!this.#stopped) void this.#restart();
    });
    socat.once('error', (error) => {
      this.#socat = null;
      this.#stopped = true;
      console.error(`no pseudo-terminal ${link}: ${error.message}`);
    });
  }

  async #restart(): Promise<void> {
    await rm(this.#options.link, { force: true });
    if (!this.#stopped && !this.#socat) this.#spawn();
  }

  async #appeared(): Promise<void> {
    const deadline = performance.now() + appearDeadlineMs;
    while (!this.#stopped && performance.now() < deadline) {
      const found = await lstat(this.#options.link).catch(() => null);
      if (found) return;
      await delay(appearPollMs);
    }
    throw new Error(`pseudo-terminal ${this.#options.link} did not appear; are socat and setpriv installed?`);
  }
}
