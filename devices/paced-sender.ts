import type { Clock } from '../contract/clock.ts';

const tickMs = 2;

/** Lets bytes leave a simulated unit no faster than its serial line would carry them (10 bits a byte). */
export class PacedSender {
  readonly #clock: Clock;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #bytesPerMs: number;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, baudRate: number, send: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.#bytesPerMs = baudRate / 10_000;
    this.#send = send;
  }

  get sending(): boolean {
    return this.#cancel !== undefined;
  }

  /** One message at a time; `onSent` is called when the last byte has left. */
  send(bytes: Uint8Array, onSent: () => void = () => {}): void {
    if (this.#cancel) throw new Error('still sending');
    const startedAtMs = this.#clock.monotonicMs();
    let sent = 0;
    const tick = () => {
      const elapsedMs = this.#clock.monotonicMs() - startedAtMs;
      const due = Math.min(bytes.length, Math.floor(elapsedMs * this.#bytesPerMs));
      if (due > sent) this.#send(bytes.slice(sent, due));
      sent = due;
      this.#cancel = sent < bytes.length ? this.#clock.after(tickMs, tick) : undefined;
      if (!this.#cancel) onSent();
    };
    this.#cancel = this.#clock.after(Math.min(tickMs, bytes.length / this.#bytesPerMs), tick);
  }

  /** The rest is never sent. */
  cancel(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
