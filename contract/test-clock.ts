import type { Clock } from './clock.ts';

/** A clock that stands still until a test moves it. Due callbacks run in order of their time. */
export class SteppedClock implements Clock {
  #nowMs: number;
  #wallAheadMs = 0;
  #waiting: { atMs: number; callback: () => void }[] = [];

  constructor(startMs = Date.UTC(2026, 10, 22, 2, 0, 0)) {
    this.#nowMs = startMs;
  }

  wallMs(): number {
    return this.#nowMs + this.#wallAheadMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  /** Callbacks that wait for their time. */
  get waiting(): number {
    return this.#waiting.length;
  }

  after(delayMs: number, callback: () => void): () => void {
    const entry = { atMs: this.#nowMs + delayMs, callback };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry);
    };
  }

  /** Somebody sets the wall clock; nothing that runs by the monotonic clock notices. */
  setWall(byMs: number): void {
    this.#wallAheadMs += byMs;
  }

  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const next = this.#waiting
        .filter((entry) => entry.atMs <= untilMs)
        .sort((left, right) => left.atMs - right.atMs)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter((entry) => entry !== next);
      this.#nowMs = next.atMs;
      next.callback();
    }
    this.#nowMs = untilMs;
  }
}
