import type { Clock } from '../../../contract/clock.ts';
import type { AttendantLock } from '../../../db/index.ts';

export const attemptsPerLock = 3;
const firstLockMs = 5 * 60_000;
const longestLockMs = 60 * 60_000;

export interface LockStore {
  readLock(attendantId: string): AttendantLock;
  writeLock(attendantId: string, lock: AttendantLock): void;
}

/** Keeps wrong PINs where the terminal's memory cannot be opened: until the core ends. */
export function lockStoreInMemory(): LockStore {
  const locks = new Map<string, AttendantLock>();
  return {
    readLock: (attendantId) => locks.get(attendantId) ?? { failures: 0, lockedUntilMs: 0 },
    writeLock: (attendantId, lock) => void locks.set(attendantId, lock),
  };
}

/**
 * Three wrong PINs of one enrolment lock it for 5 minutes, three more for 10, and so on up to an
 * hour. An attempt counts before it is looked at: pulling the plug in between wins nothing.
 */
export class LockOut {
  readonly #store: LockStore;
  readonly #clock: Pick<Clock, 'wallMs'>;

  constructor(store: LockStore, clock: Pick<Clock, 'wallMs'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Epoch milliseconds, or null where a PIN may be tried. */
  lockedUntilMs(attendantId: string): number | null {
    const nowMs = this.#clock.wallMs();
    const lock = this.#store.readLock(attendantId);
    if (lock.lockedUntilMs <= nowMs) return null;
    // Further ahead than any lock: the clock was set back meanwhile.
    const untilMs = Math.min(lock.lockedUntilMs, nowMs + longestLockMs);
    if (untilMs !== lock.lockedUntilMs)
      this.#store.writeLock(attendantId, { ...lock, lockedUntilMs: untilMs });
    return untilMs;
  }

  attemptsLeft(attendantId: string): number {
    return attemptsPerLock - (this.#store.readLock(attendantId).failures % attemptsPerLock);
  }

  countAttempt(attendantId: string): void {
    const failures = this.#store.readLock(attendantId).failures + 1;
    const locks = failures % attemptsPerLock === 0;
    const lockMs = Math.min(firstLockMs * 2 ** (failures / attemptsPerLock - 1), longestLockMs);
    this.#store.writeLock(attendantId, {
      failures,
      lockedUntilMs: locks ? this.#clock.wallMs() + lockMs : 0,
    });
  }

  forgive(attendantId: string): void {
    this.#store.writeLock(attendantId, { failures: 0, lockedUntilMs: 0 });
  }
}
