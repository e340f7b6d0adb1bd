/** Time as a port: real in the processes, stepped in tests. */
export interface Clock {
  /** Wall clock, milliseconds since 1970-01-01T00:00:00Z. May jump. */
  wallMs(): number;
  /** Monotonic clock, milliseconds; only differences mean anything. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Randomness as a port. */
export interface RandomSource {
  /** A new random UUID (version 4). */
  uuid(): string;
}

export const systemRandom: RandomSource = { uuid: () => crypto.randomUUID() };
