import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { CharacterDevice } from './character-device.ts';

export interface CharacterDeviceStreamOptions {
  device: CharacterDevice;
  /** A call the system has not come back from by then breaks the stream. */
  callDeadlineMs: number;
  /** The system did not even close the device in time; `returned` settles when it does. */
  onStuck: (returned: Promise<unknown>) => void;
}

/** Between two looks for bytes while the device is spoken to, and while it is silent. */
const busyLookMs = 3;
const idleLookMs = 25;
/** After something crossed the line the answer is looked for quickly for so long. */
const busyForMs = 100;

/** A device file as a stream. No call may block, so the device is looked at again and again. */
export class CharacterDeviceStream extends Duplex {
  readonly #options: CharacterDeviceStreamOptions;
  readonly #ended = new AbortController();
  #reading = false;
  #crossedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: CharacterDeviceStreamOptions) {
    super({ allowHalfOpen: false });
    this.#options = options;
  }

  /** Rejects when the device is gone. */
  async checkPresence(): Promise<void> {
    const present = await this.#inTime('look', this.#options.device.isPresent());
    if (!present) throw new Error('the device is not plugged in any more');
  }

  override _read(): void {
    if (this.#reading) return;
    this.#reading = true;
    this.#readOn().catch((error: Error) => this.destroy(error));
  }

  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error | null) => void): void {
    this.#writeAll(chunk).then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#ended.abort();
    const closing = this.#options.device.close();
    this.#inTime('close', closing).then(
      () => done(error),
      (failure: Error) => {
        this.#options.onStuck(closing);
        done(error ?? failure);
      },
    );
  }

  async #readOn(): Promise<void> {
    while (!this.destroyed) {
      const bytes = await this.#inTime('read', this.#options.device.read());
      if (this.destroyed) return;
      if (bytes) {
        this.#crossedAtMs = performance.now();
        this.#reading = this.push(bytes);
        if (!this.#reading) return;
      } else await this.#pause();
    }
  }

  async #writeAll(chunk: Uint8Array): Promise<void> {
    for (let offset = 0; offset < chunk.length && !this.destroyed; ) {
      const taken = await this.#inTime('write', this.#options.device.write(chunk.subarray(offset)));
      offset += taken;
      this.#crossedAtMs = performance.now();
      if (taken === 0) await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    const busy = performance.now() - this.#crossedAtMs < busyForMs;
    const { signal } = this.#ended;
    await delay(busy ? busyLookMs : idleLookMs, undefined, { signal }).catch(() => {});
  }

  async #inTime<Value>(name: string, call: Promise<Value>): Promise<Value> {
    const { callDeadlineMs } = this.#options;
    const deadline = new AbortController();
    const late = delay(callDeadlineMs, undefined, { signal: deadline.signal }).then(() => {
      throw new Error(`the system did not come back from ${name} within ${callDeadlineMs} ms`);
    });
    try {
      return await Promise.race([call, late]);
    } finally {
      late.catch(() => {});
      deadline.abort();
    }
  }
}
