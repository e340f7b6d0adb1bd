import type { Clock } from '../../contract/clock.ts';
import { longestMessageBytes } from '../../contract/fleet.ts';
import type { CaseDay, CasesReport } from '../../contract/fleet-cases.ts';

/** The fleet may have lost what a broker took for it; the same day told again changes nothing there. */
const tellAgainEveryMs = 3_600_000;

/** Tells each day whose counts have changed, and all of them when there is somebody to speak to again and every hour. */
export class CasesReporter {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onTooMany: () => void;
  #publish: ((report: CasesReport) => void) | null = null;
  #days: readonly CaseDay[] = [];
  #told = new Map<string, string>();
  #cancelNext = () => {};

  /** @param onTooMany a day does not fit into one message. */
  constructor(clock: Pick<Clock, 'after'>, onTooMany: () => void) {
    this.#clock = clock;
    this.#onTooMany = onTooMany;
  }

  /** Null while there is no line. */
  speakTo(publish: ((report: CasesReport) => void) | null): void {
    this.#publish = publish;
    this.#tellAll();
  }

  tellCases(days: readonly CaseDay[]): void {
    this.#days = days;
    this.#tell();
  }

  stop(): void {
    this.#publish = null;
    this.#cancelNext();
  }

  #tellAll(): void {
    this.#cancelNext();
    if (!this.#publish) return;
    this.#told = new Map();
    this.#tell();
    this.#cancelNext = this.#clock.after(tellAgainEveryMs, () => this.#tellAll());
  }

  #tell(): void {
    if (!this.#publish) return;
    for (const day of this.#days) {
      const report: CasesReport = { format: 'cases-1', ...day };
      const text = JSON.stringify(report);
      if (this.#told.get(day.day) === text) continue;
      this.#told.set(day.day, text);
      if (Buffer.byteLength(text) > longestMessageBytes) this.#onTooMany();
      else this.#publish(report);
    }
  }
}
