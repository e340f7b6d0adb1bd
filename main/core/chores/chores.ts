import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../contract/clock.ts';
import type { ChoreStore } from '../../../db/index.ts';

export type ChoreReport = Record<string, string | number>;

/** Regular work of the terminal itself. */
export interface ChoreWork {
  /** When it is due again, epoch milliseconds. */
  nextDueMs(nowMs: number): number;
  /** @param isAsked somebody asked for it now, due or not. */
  run(signal: AbortSignal, isAsked: boolean): Promise<ChoreReport>;
}

export interface ChoresOptions {
  store: ChoreStore;
  clock: Clock;
  work: Readonly<Record<string, ChoreWork>>;
  /** A file `<name>.request` in here asks for a chore at once. */
  requestDirectory: string;
  onEnded(name: string, report: ChoreReport): void;
  /** The chore is tried again when it is next due. */
  onFailed(name: string, error: unknown): void;
}

const lookEveryMs = 20_000;
/** No chore is planned further ahead, so a longer wait comes from a clock that was set back. */
const longestWaitMs = 26 * 3_600_000;

/**
 * Does what is due, one after another. The rows are the truth: a night missed because the machine was
 * off is made up for at the next start.
 */
export class Chores {
  readonly #options: ChoresOptions;
  readonly #stop = new AbortController();
  #cancelTimer: () => void = () => {};

  constructor(options: ChoresOptions) {
    this.#options = options;
    const { store, work, clock, requestDirectory } = options;
    mkdirSync(requestDirectory, { recursive: true, mode: 0o700 });
    for (const [name, { nextDueMs }] of Object.entries(work)) {
      if (!store.get(name)) store.plan(name, nextDueMs(clock.wallMs()));
    }
  }

  /** Looks now and from time to time; resolves when what is due now is done. */
  async start(): Promise<void> {
    for (const name of Object.keys(this.#options.work)) {
      if (this.#stop.signal.aborted) return;
      const isAsked = this.#takeRequest(name);
      if (isAsked || this.#isDue(name)) await this.#run(name, isAsked);
    }
    if (this.#stop.signal.aborted) return;
    this.#cancelTimer = this.#options.clock.after(lookEveryMs, () => void this.start());
  }

  stop(): void {
    this.#stop.abort();
    this.#cancelTimer();
  }

  #takeRequest(name: string): boolean {
    const request = join(this.#options.requestDirectory, `${name}.request`);
    if (!existsSync(request)) return false;
    rmSync(request, { force: true });
    return true;
  }

  #isDue(name: string): boolean {
    const { store, clock } = this.#options;
    const nowMs = clock.wallMs();
    const dueMs = store.get(name)?.dueMs ?? nowMs;
    return dueMs <= nowMs || dueMs > nowMs + longestWaitMs;
  }

  async #run(name: string, isAsked: boolean): Promise<void> {
    const { store, clock, work, onEnded, onFailed } = this.#options;
    const chore = work[name];
    if (!chore) return;
    try {
      const report = await chore.run(this.#stop.signal, isAsked);
      if (this.#stop.signal.aborted) return;
      const nowMs = clock.wallMs();
      store.end(name, nowMs, report, chore.nextDueMs(nowMs));
      onEnded(name, report);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      onFailed(name, error);
      store.plan(name, chore.nextDueMs(clock.wallMs()));
    }
  }
}

/** China keeps one time all year (UTC+8). */
const shanghaiAheadMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** The next time clocks in China show this, epoch milliseconds. */
export function nextTimeOfDay(nowMs: number, hour: number, minute: number): number {
  const sinceMidnightMs = (nowMs + shanghaiAheadMs) % dayMs;
  const wantedMs = (hour * 60 + minute) * 60_000;
  const aheadMs = wantedMs - sinceMidnightMs;
  return nowMs + (aheadMs > 0 ? aheadMs : aheadMs + dayMs);
}
