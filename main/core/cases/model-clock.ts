import type { Clock } from '../../../contract/clock.ts';

interface Timer {
  dueMs: number;
  callback: () => void;
}

/** A clock that stands still until it is stepped. */
export class ModelClock implements Clock {
  #nowMs = Date.parse('2026-11-20T01:00:00Z');
  readonly #timers = new Set<Timer>();

  wallMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { dueMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Jumps to the next timer within `limitMs` and lets it happen; false if there is none. */
  fireNext(limitMs: number): boolean {
    const [next] = [...this.#timers].sort((left, right) => left.dueMs - right.dueMs);
    if (!next || next.dueMs > limitMs) return false;
    this.#timers.delete(next);
    this.#nowMs = Math.max(this.#nowMs, next.dueMs);
    next.callback();
    return true;
  }

  /** As after a power cut: time passed, every timer is gone. */
  skip(ms: number): void {
    this.#timers.clear();
    this.#nowMs += ms;
  }

  moveTo(ms: number): void {
    this.#nowMs = Math.max(this.#nowMs, ms);
  }
}
