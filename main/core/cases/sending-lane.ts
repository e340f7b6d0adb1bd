import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { CaseId } from '../../../contract/words.ts';
import type { Journal, OutboxRow } from '../../../db/index.ts';
import { backOffMs } from './back-off.ts';
import type { Ending } from './errands.ts';

/** A decision is asked for so often while it is not there. */
const askAgainMs = 1000;
/** And so often at least while a resident waits for it. */
const longestUrgentAskMs = 5000;
const shortestBackOffMs = 1000;
const longestBackOffMs = 60_000;
/** What the city does not answer sensibly is asked rarely: a person has the task already. */
const longestMisunderstoodMs = 600_000;
/** Beyond every planned wait: what is planned later comes from a clock that was set back. */
const longestWaitMs = 2 * longestMisunderstoodMs;
/** So many failures in a row mean that the city may be in trouble, and not the errand. */
const failuresOfCity = 3;
/** So often, for about a minute, a submission may fail before the younger ones pass it: a short cut of the line keeps the order. */
const attemptsInPlace = 6;
/** And so long after the city came back, however often it has failed before: a line that returns often goes away once more. */
const patienceMs = 60_000;
/** So long after a touch what can wait leaves the processor to its answer. */
const courtesyMs = 120;

export interface SendingLaneOptions {
  journal: Journal;
  clock: Clock;
  random: RandomSource;
  stop: AbortSignal;
  urgent: boolean;
  touchedAtMs(): number;
  send(row: OutboxRow): Promise<Ending>;
  other(): SendingLane;
  onFailure(error: unknown): void;
}

/**
 * One errand after another, in the order they were taken. A submission that fails again and again steps
 * back and lets the others pass; when the city itself is in trouble, all wait together, except those a
 * resident waits for. A terminal has few processors: a long queue stands still for the moment in which a
 * touch is answered.
 */
export class SendingLane {
  readonly #options: SendingLaneOptions;
  #working = false;
  #caseInHand: CaseId | null = null;
  #hurried = false;
  #failuresInRow = 0;
  #pausedUntilMs = 0;
  #patientUntilMs = 0;
  #cancelTimer: () => void = () => {};

  constructor(options: SendingLaneOptions) {
    this.#options = options;
    options.stop.addEventListener('abort', () => this.#cancelTimer());
  }

  /** Whose errand is being sent right now. */
  get caseInHand(): CaseId | null {
    return this.#caseInHand;
  }

  hurry(): void {
    this.#hurried = true;
    this.#failuresInRow = 0;
    this.#pausedUntilMs = 0;
    this.#patientUntilMs = this.#options.clock.monotonicMs() + patienceMs;
    this.wake();
  }

  wake(): void {
    if (this.#working) return;
    this.#working = true;
    this.#work().catch((error: unknown) => this.#options.onFailure(error));
  }

  async #work(): Promise<void> {
    const { stop, other } = this.#options;
    this.#cancelTimer();
    try {
      while (!stop.aborted) {
        const row = this.#pauseLeftMs() > 0 ? null : this.#nextRow();
        if (!row) return this.#armTimer();
        this.#caseInHand = row.caseId;
        try {
          await this.#attempt(row);
        } finally {
          this.#caseInHand = null;
        }
        // What hung behind this errand may be the other lane's.
        other().wake();
      }
    } finally {
      this.#working = false;
    }
  }

  #nextRow(): OutboxRow | null {
    const { journal, clock, urgent, other } = this.#options;
    const nowMs = clock.wallMs();
    // Asked first, for it costs nothing however many wait.
    const earliestMs = journal.earliestErrandMs(urgent);
    const isFuture = earliestMs !== null && earliestMs > nowMs && earliestMs <= nowMs + longestWaitMs;
    if (earliestMs === null || isFuture) return null;
    return journal.nextErrand(nowMs, longestWaitMs, {
      urgent,
      caseInHand: other().caseInHand,
      attemptsInPlace: urgent ? 0 : this.#isPatient() ? Number.MAX_SAFE_INTEGER : attemptsInPlace,
    });
  }

  #isPatient(): boolean {
    return this.#options.clock.monotonicMs() < this.#patientUntilMs;
  }

  /** For the city's trouble, or for somebody who waits for an answer on the screen. */
  #pauseLeftMs(): number {
    const { clock, urgent, touchedAtMs } = this.#options;
    const answeredAtMs = urgent ? 0 : touchedAtMs() + courtesyMs;
    return Math.max(this.#pausedUntilMs - clock.monotonicMs(), answeredAtMs - clock.monotonicMs(), 0);
  }

  #armTimer(): void {
    const { journal, clock, urgent } = this.#options;
    const earliestMs = journal.earliestErrandMs(urgent);
    if (earliestMs === null) return;
    const waitMs = Math.min(Math.max(earliestMs - clock.wallMs(), 0), longestWaitMs);
    // Something is due and may not go yet: it hangs behind another errand of its case, or behind an older submission.
    const delayMs = Math.max(this.#pauseLeftMs(), waitMs) || shortestBackOffMs;
    this.#cancelTimer = clock.after(delayMs, () => this.wake());
  }

  async #attempt(row: OutboxRow): Promise<void> {
    const { journal, clock, stop, send } = this.#options;
    this.#hurried = false;
    const ending = await send(row);
    if (stop.aborted) return;
    if (ending.kind === 'answered' || ending.kind === 'ask_again') this.#failuresInRow = 0;
    if (ending.kind === 'answered') return;
    const detail = ending.kind === 'ask_again' ? 'not_yet' : ending.detail;
    journal.postponeErrand(row.outboxId, clock.wallMs() + this.#waitAfter(ending, row.attempts), detail);
    if (ending.kind !== 'ask_again') this.#countFailure();
  }

  #waitAfter(ending: Exclude<Ending, { kind: 'answered' }>, attempts: number): number {
    const { random, urgent } = this.#options;
    // The city came back while this attempt was still failing: its failure is old news, and its place is before the others.
    if (ending.kind === 'failed' && this.#hurried) return 0;
    if (ending.kind === 'ask_again') {
      return attempts < 30
        ? askAgainMs
        : backOffMs(random, attempts - 30, shortestBackOffMs, urgent ? longestUrgentAskMs : longestBackOffMs);
    }
    const longestMs = ending.kind === 'not_understood' ? longestMisunderstoodMs : longestBackOffMs;
    const failures = this.#isPatient() ? this.#failuresInRow : attempts;
    return backOffMs(random, failures, shortestBackOffMs, longestMs);
  }

  #countFailure(): void {
    const { clock, random, urgent } = this.#options;
    if (this.#hurried) return;
    this.#failuresInRow += 1;
    const beyond = this.#failuresInRow - failuresOfCity;
    if (urgent || beyond < 0) return;
    this.#pausedUntilMs =
      clock.monotonicMs() + backOffMs(random, beyond, shortestBackOffMs, longestBackOffMs);
  }
}
