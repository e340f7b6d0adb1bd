import type { Clock } from '../../contract/clock.ts';
import { fleetTimes, type StatusReport, type TerminalStatus, type Versions } from '../../contract/fleet.ts';

export type PublishReport = (report: StatusReport) => void;

/** A device in distress may change many times a second; so often at most it is told. */
const shortestPauseMs = 500;

/** Reports on each change, at least every 30 s, and at once when there is somebody to speak to again. */
export class StatusReporter {
  readonly #clock: Clock;
  readonly #versions: Versions;
  #publish: PublishReport | null = null;
  #status: TerminalStatus | null = null;
  #coreRuns = false;
  #sequence = 0;
  #reportedAtMs = Number.NEGATIVE_INFINITY;
  #cancelNext = () => {};
  #stopped = false;

  constructor({ clock, versions }: { clock: Clock; versions: Versions }) {
    this.#clock = clock;
    this.#versions = versions;
  }

  /** Null while there is no line. */
  speakTo(publish: PublishReport | null): void {
    this.#publish = publish;
    if (publish) this.#report();
    else this.#cancelNext();
  }

  tellStatus(status: TerminalStatus): void {
    this.#status = status;
    this.#coreRuns = true;
    this.#reportSoon();
  }

  tellCoreAway(): void {
    if (!this.#coreRuns) return;
    this.#coreRuns = false;
    // Never put off: a core that is back within the pause would have died unseen. The pause that follows lets it be seen.
    this.#report();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelNext();
  }

  #reportSoon(): void {
    if (!this.#publish) return;
    const sinceLast = this.#clock.monotonicMs() - this.#reportedAtMs;
    if (sinceLast >= shortestPauseMs) this.#report();
    else this.#reportAfter(shortestPauseMs - sinceLast);
  }

  #reportAfter(delayMs: number): void {
    this.#cancelNext();
    this.#cancelNext = this.#clock.after(delayMs, () => this.#report());
  }

  #report(): void {
    if (!this.#publish || this.#stopped) return;
    this.#sequence += 1;
    this.#reportedAtMs = this.#clock.monotonicMs();
    this.#publish({
      format: 'status-1',
      sequence: this.#sequence,
      sentAt: new Date(this.#clock.wallMs()).toISOString(),
      coreRuns: this.#coreRuns,
      status: this.#status,
      versions: this.#versions,
    });
    this.#reportAfter(fleetTimes.reportEveryMs);
  }
}
