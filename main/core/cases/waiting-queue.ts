import type { Clock } from '../../../contract/clock.ts';
import type { Journal } from '../../../db/index.ts';
import type { QueueLimit } from './case-desk.ts';
import type { CaseEffect } from './case-event.ts';
import type { CaseState } from './case-state.ts';

/** What a terminal takes while the network is away. */
export interface QueueLimits {
  /** Cases that wait at the same time. */
  cases: number;
  /** For how long the oldest of them may wait before no more are taken. */
  hours: number;
}

const hourMs = 3_600_000;

/** Counts the cases that wait for the city, so that a limit is named before anything is typed. */
export class WaitingQueue {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #limits: QueueLimits;
  #count: number;

  constructor(journal: Journal, clock: Clock, limits: QueueLimits) {
    this.#journal = journal;
    this.#clock = clock;
    this.#limits = limits;
    this.#count = journal.waitingSubmissions().count;
  }

  /** After every committed step of a case. */
  note(effects: readonly CaseEffect[], { submitIntentId }: CaseState): void {
    for (const effect of effects) {
      if (effect.type === 'intend' && effect.kind === 'submit') this.#count += 1;
      if (effect.type === 'conclude' && effect.intentId === submitIntentId) this.#count -= 1;
    }
  }

  limit(): QueueLimit | null {
    if (this.#count >= this.#limits.cases) return 'queue_full';
    if (this.#count === 0) return null;
    const { oldestMs } = this.#journal.waitingSubmissions();
    const waitedMs = oldestMs === null ? 0 : this.#clock.wallMs() - oldestMs;
    return waitedMs > this.#limits.hours * hourMs ? 'queue_too_old' : null;
  }
}
