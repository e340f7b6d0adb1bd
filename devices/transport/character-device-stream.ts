import { Duplex } from 'node:stream';
import type { CharacterDevice } from './character-device.ts';

export interface CharacterDeviceStreamOptions {
  device: CharacterDevice;
  /** A call the system has not come back from by then breaks the stream. */
  callDeadlineMs: number;
  /** The system did not even close the device in time; `returned` settles when it does. */
  onStuck: (returned: Promise<unknown>) => void;
}

/** What was written may be answered so soon; each look in vain doubles the pause, up to the longest. */
const shortestPauseMs = 3;
const longestPauseMs = 100;
/** Looking at the path costs as much as reading, and a device that goes fails to read first. */
const presenceIntervalMs = 1000;

/** A device file as a stream. No call may block, so the device is looked at again and again. */
export class CharacterDeviceStream extends Duplex {
  readonly #options: CharacterDeviceStreamOptions;
  #reading = false;
  #pauseMs = shortestPauseMs;
  #lookAfter: (pauseMs: number) => void = () => {};
  #presentAtMs = performance.now();

  constructor(options: CharacterDeviceStreamOptions) {
    super({ allowHalfOpen: false });
    this.#options = options;
  }

  /** Rejects when the device is gone; asked in between, it knows what it knew. */
  async checkPresence(): Promise<void> {
    if (performance.now() - this.#presentAtMs < presenceIntervalMs) return;
    await this.#lookForDevice();
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
    this.#lookAfter(0);
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
      if (bytes?.length) {
        this.#pauseMs = shortestPauseMs;
        this.#reading = this.push(bytes);
        if (!this.#reading) return;
      } else {
        if (bytes) await this.#lookForDevice();
        const pauseMs = this.#pauseMs;
        this.#pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        await this.#pause(pauseMs);
      }
    }
  }

  async #writeAll(chunk: Uint8Array): Promise<void> {
    let pauseMs = shortestPauseMs;
    for (let offset = 0; offset < chunk.length && !this.destroyed; ) {
      const taken = await this.#inTime('write', this.#options.device.write(chunk.subarray(offset)));
      offset += taken;
      if (taken > 0) pauseMs = shortestPauseMs;
      else {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
    this.#pauseMs = shortestPauseMs;
    this.#lookAfter(shortestPauseMs);
  }

  async #lookForDevice(): Promise<void> {
    const present = await this.#inTime('look', this.#options.device.isPresent());
    if (!present) throw new Error('the device is not plugged in any more');
    this.#presentAtMs = performance.now();
  }

  #pause(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      let timer = setTimeout(resolve, pauseMs);
      this.#lookAfter = (soonerMs) => {
        clearTimeout(timer);
        timer = setTimeout(resolve, soonerMs);
      };
    });
  }

  #inTime<Value>(name: string, call: Promise<Value>): Promise<Value> {
    const { callDeadlineMs } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`the system did not come back from ${name} within ${callDeadlineMs} ms`));
      }, callDeadlineMs);
      call.then(
        (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        (error: Error) => {
          clearTimeout(timer);
          reject(error);
        },
      );
    });
  }
}
