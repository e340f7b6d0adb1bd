import type { Clock } from '../../contract/clock.ts';
import type { Crossing } from './crossing.ts';

type WithoutTime<Each> = Each extends Crossing ? Omit<Each, 'ms'> : never;

/**
 * Writes down what crosses. That names persons, so that no program of the terminal wires this: only a
 * bench tool or a test does, for fictional people.
 */
export class Recorder {
  readonly #clock: Clock;
  readonly #crossings: Crossing[] = [];
  #startedAtMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get crossings(): readonly Crossing[] {
    return this.#crossings;
  }

  /** Monotonic time from which the crossings count; null before the first. */
  get startedAtMs(): number | null {
    return this.#startedAtMs;
  }

  note(crossing: WithoutTime<Crossing>): void {
    const nowMs = this.#clock.monotonicMs();
    this.#startedAtMs ??= nowMs;
    const ms = Math.round((nowMs - this.#startedAtMs) * 10) / 10;
    this.#crossings.push({ ms, ...crossing });
  }
}
