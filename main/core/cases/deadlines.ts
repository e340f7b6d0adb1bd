import type { Clock } from '../../../contract/clock.ts';
import type { DueDeadline, Journal } from '../../../db/index.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseEvent } from './case-event.ts';

/** No deadline of a case is longer, so a longer wait comes from a clock that was set back. */
const longestDeadlineMs = 180_000;

const events = {
  submission_wait: { type: 'submission_deferred' },
  resident_expected: { type: 'resident_left' },
  charge_wait: { type: 'charge_wait_over' },
  payment_wait: { type: 'payment_overdue' },
} as const satisfies Record<string, CaseEvent>;

interface Waiting {
  /** As it stands in the row; a row that was set anew is waited for anew. */
  dueMs: number;
  dueMonotonicMs: number;
}

/**
 * Lets due rows of the journal happen. The rows are the truth about what is due and survive a
 * restart; how long is left runs by the monotonic clock from the moment a row is first seen, so that
 * setting the wall clock neither hurries nor holds anything.
 */
export class Deadlines {
  readonly #journal: Journal;
  readonly #book: CaseBook;
  readonly #clock: Clock;
  readonly #stop: AbortSignal;
  readonly #waiting = new Map<string, Waiting>();
  #cancelTimer: () => void = () => {};

  constructor(journal: Journal, book: CaseBook, clock: Clock, stop: AbortSignal) {
    this.#journal = journal;
    this.#book = book;
    this.#clock = clock;
    this.#stop = stop;
    stop.addEventListener('abort', () => this.#cancelTimer());
  }

  /** After every step that set or cleared a deadline, and at the start. */
  rearm(): void {
    this.#cancelTimer();
    if (this.#stop.aborted) return;
    const firstMs = Math.min(...this.#read().map(({ dueMonotonicMs }) => dueMonotonicMs));
    if (firstMs === Number.POSITIVE_INFINITY) return;
    const delayMs = Math.max(firstMs - this.#clock.monotonicMs(), 0);
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#letHappen());
  }

  #letHappen(): void {
    const nowMs = this.#clock.monotonicMs();
    for (const { caseId, name, dueMonotonicMs } of this.#read()) {
      if (dueMonotonicMs > nowMs) continue;
      if (!(name in events)) throw new Error(`the journal holds an unknown deadline ${name}`);
      const event = events[name as keyof typeof events];
      if (!this.#book.dispatch(caseId, event)) throw new Error(`deadline ${name} of ${caseId} cannot happen`);
    }
    this.rearm();
  }

  #read(): (DueDeadline & Waiting)[] {
    const wallMs = this.#clock.wallMs();
    const nowMs = this.#clock.monotonicMs();
    const rows = this.#journal.deadlines().map((row) => {
      const known = this.#waiting.get(keyOf(row));
      if (known?.dueMs === row.dueMs) return { ...row, ...known };
      const leftMs = Math.min(Math.max(row.dueMs - wallMs, 0), longestDeadlineMs);
      return { ...row, dueMonotonicMs: nowMs + leftMs };
    });
    this.#waiting.clear();
    for (const row of rows) this.#waiting.set(keyOf(row), row);
    return rows;
  }
}

function keyOf({ caseId, name }: DueDeadline): string {
  return `${caseId} ${name}`;
}
