import { type Clock, systemClock } from '../../contract/clock.ts';
import type { ScannedCode } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { Feed } from '../../link/index.ts';
import {
  keepConnected,
  noAnswerStatus,
  SingleConsumer,
  statusOfOpenFailure,
  unknownStatus,
} from '../host/index.ts';
import type { Line, Transport } from '../transport/index.ts';
import type { CodeScanner } from './port.ts';
import type { ScannerLink } from './scanner-link.ts';

export interface WatchedScannerOptions<Kind extends Line> {
  transport: Transport<Kind>;
  /** Makes the maker's language of a fresh line. */
  openLink: (line: Kind, onCode: (code: ScannedCode) => void) => Promise<ScannerLink>;
  clock?: Clock | undefined;
  /** Between two questions how the unit is; the trigger is told again as often. Default 1000. */
  heartbeatIntervalMs?: number | undefined;
  /** A code seen again so soon after it was last seen is still the same one held there. Default 1500. */
  sameCodeMs?: number | undefined;
}

/** What scanners of all makers have in common: the trigger follows the consumer, a held code comes once. */
export class WatchedScanner<Kind extends Line> implements CodeScanner {
  readonly status = new Feed<DeviceStatus>(unknownStatus);
  readonly #options: WatchedScannerOptions<Kind>;
  readonly #clock: Clock;
  readonly #stopping = new AbortController();
  readonly #consumer = new SingleConsumer<ScannedCode>(() => {
    this.#lastCode = { text: '', seenAtMs: 0 };
    this.#wake();
  });
  #lastCode = { text: '', seenAtMs: 0 };
  #wake: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(options: WatchedScannerOptions<Kind>) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  watchCodes(signal: AbortSignal): AsyncGenerator<ScannedCode, void, void> {
    return this.#consumer.watch(AbortSignal.any([signal, this.#stopping.signal]));
  }

  start(): void {
    this.#running = keepConnected({
      transport: this.#options.transport,
      clock: this.#clock,
      signal: this.#stopping.signal,
      serve: (line, signal) => this.#serve(line, signal),
      onOpenFailure: (failure) => this.#setStatus(statusOfOpenFailure(failure)),
    });
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#running;
  }

  async #serve(line: Kind, signal: AbortSignal): Promise<void> {
    const link = await this.#options.openLink(line, (code) => this.#takeCode(code));
    let health = await link.readHealth(signal);
    while (health.state !== 'offline') {
      this.#setStatus(health);
      const watched = this.#consumer.watched;
      await link.setTrigger(watched);
      const woken = await this.#pause(signal, watched);
      if (!woken) health = await link.readHealth(signal);
    }
    if (this.#stopping.signal.aborted) await link.setTrigger(false);
    else this.#setStatus(noAnswerStatus);
    link.close();
  }

  #takeCode(code: ScannedCode): void {
    const nowMs = this.#clock.monotonicMs();
    const { sameCodeMs = 1500 } = this.#options;
    const held = code.text === this.#lastCode.text && nowMs - this.#lastCode.seenAtMs < sameCodeMs;
    this.#lastCode = { text: code.text, seenAtMs: nowMs };
    if (!held) this.#consumer.emit(code);
  }

  #setStatus(status: DeviceStatus): void {
    if (JSON.stringify(status) !== JSON.stringify(this.status.value)) this.status.set(status);
  }

  /** Until the next sign of life is due; true if watching began or ended meanwhile. */
  #pause(signal: AbortSignal, watched: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        this.#wake = () => {};
        resolve(!signal.aborted && this.#consumer.watched !== watched);
      };
      const cancel = this.#clock.after(this.#options.heartbeatIntervalMs ?? 1000, end);
      this.#wake = () => {
        if (this.#consumer.watched !== watched) end();
      };
      signal.addEventListener('abort', end, { once: true });
      this.#wake();
      if (signal.aborted) end();
    });
  }
}
