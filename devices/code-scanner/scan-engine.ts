import type { Clock } from '../../contract/clock.ts';

export interface ScanEngineOptions {
  clock: Clock;
  /** From the trigger to a decoded code. */
  decodeMs: number;
  /** The unit gives the trigger up by itself after this; null: it has a gate that stays as it is set. */
  triggerTimeoutMs: number | null;
  onRead: (bytes: Uint8Array) => void;
  onTriggerChange: (triggered: boolean) => void;
}

/** Lens and light of a simulated scanner. A person holds a code in front of it until it was read. */
export class ScanEngine {
  readonly #options: ScanEngineOptions;
  #shown: Uint8Array | null = null;
  #triggered = false;
  #decoding = false;
  #cancel: () => void = () => {};

  constructor(options: ScanEngineOptions) {
    this.#options = options;
  }

  get triggered(): boolean {
    return this.#triggered;
  }

  /** Text as UTF-8, or the bytes a code holds. Read at most once, as soon as the trigger is on. */
  show(code: string | Uint8Array): void {
    this.#shown = typeof code === 'string' ? new TextEncoder().encode(code) : code;
    if (this.#triggered) this.trigger();
  }

  /** The phone is taken away before it was read. */
  hide(): void {
    this.#shown = null;
  }

  trigger(): void {
    // Told again while it decodes, the unit goes on decoding.
    if (this.#decoding) return;
    const { clock, decodeMs, triggerTimeoutMs } = this.#options;
    this.#cancel();
    this.#decoding = this.#shown !== null;
    if (this.#decoding) this.#cancel = clock.after(decodeMs, () => this.#readShown());
    else if (triggerTimeoutMs !== null) {
      this.#cancel = clock.after(triggerTimeoutMs, () => this.endTrigger());
    }
    this.#setTriggered(true);
  }

  endTrigger(): void {
    this.#cancel();
    this.#decoding = false;
    this.#setTriggered(false);
  }

  #readShown(): void {
    const shown = this.#shown;
    this.#shown = null;
    this.#decoding = false;
    if (this.#options.triggerTimeoutMs !== null) this.endTrigger();
    if (shown) this.#options.onRead(shown);
  }

  #setTriggered(triggered: boolean): void {
    if (this.#triggered === triggered) return;
    this.#triggered = triggered;
    this.#options.onTriggerChange(triggered);
  }
}
