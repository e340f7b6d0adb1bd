import type { Clock } from '../../../contract/clock.ts';
import type { Journal } from '../../../db/index.ts';
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

/** Lets due rows of the journal happen. The rows are the truth; the timer only wakes. */
export class Deadlines {
  readonly #journal: Journal;
  readonly #book: CaseBook;
  readonly #clock: Clock;
  readonly #stop: AbortSignal;
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
    const [first] = this.#journal.deadlines();
    if (!first) return;
    const delayMs = Math.min(Math.max(first.dueMs - this.#clock.wallMs(), 0), longestDeadlineMs);
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#letHappen());
  }

  #letHappen(): void {
    const nowMs = this.#clock.wallMs();
    for (const { caseId, name, dueMs } of this.#journal.deadlines()) {
      if (dueMs > nowMs && dueMs <= nowMs + longestDeadlineMs) continue;
      if (!(name in events)) throw new Error(`the journal holds an unknown deadline ${name}`);
      const event = events[name as keyof typeof events];
      if (!this.#book.dispatch(caseId, event)) throw new Error(`deadline ${name} of ${caseId} cannot happen`);
    }
    this.rearm();
  }
}
