import type { Clock } from '../../../contract/clock.ts';

/**
 * Notices that nobody is there: after `idleMs` of silence a countdown becomes visible, after
 * `countdownMs` more the session is over. Any sign of life ends the countdown (WCAG 2.2.1).
 */
export class IdleTimer {
  readonly #clock: Clock;
  readonly #times: { idleMs: number; countdownMs: number };
  readonly #onCountdown: (secondsLeft: number | null) => void;
  readonly #onExpired: () => void;
  #cancel: () => void = () => {};
  #secondsLeft: number | null = null;

  constructor(
    clock: Clock,
    times: { idleMs: number; countdownMs: number },
    onCountdown: (secondsLeft: number | null) => void,
    onExpired: () => void,
  ) {
    this.#clock = clock;
    this.#times = times;
    this.#onCountdown = onCountdown;
    this.#onExpired = onExpired;
  }

  /** A sign of life: starts the silence anew. */
  restart(): void {
    this.#cancel();
    this.#show(null);
    this.#cancel = this.#clock.after(this.#times.idleMs, () =>
      this.#countDown(Math.ceil(this.#times.countdownMs / 1000)),
    );
  }

  stop(): void {
    this.#cancel();
    this.#show(null);
  }

  #countDown(secondsLeft: number): void {
    if (secondsLeft === 0) {
      this.#show(null);
      this.#onExpired();
      return;
    }
    this.#show(secondsLeft);
    this.#cancel = this.#clock.after(1000, () => this.#countDown(secondsLeft - 1));
  }

  #show(secondsLeft: number | null): void {
    if (this.#secondsLeft === secondsLeft) return;
    this.#secondsLeft = secondsLeft;
    this.#onCountdown(secondsLeft);
  }
}
