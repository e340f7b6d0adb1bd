import type { Clock } from '../../contract/clock.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { Feed } from '../../link/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { noAnswerStatus, statusOfOpenFailure, unknownStatus } from './connection-status.ts';
import { keepConnected } from './keep-connected.ts';

export interface KeptConnectionOptions<Status extends DeviceStatus> {
  transport: Transport;
  clock: Clock;
  /** What a class reports beside state and fault while its device is away. */
  away: (status: DeviceStatus) => Status;
  /** Talks to the device. Returns when it does not answer any more, or `signal` aborts. */
  serve: (line: ByteLine, signal: AbortSignal) => Promise<void>;
}

/** The life of a driver: its connection from `start` to `stop`, and the status it reports. */
export class KeptConnection<Status extends DeviceStatus> {
  readonly status: Feed<Status>;
  readonly #options: KeptConnectionOptions<Status>;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: KeptConnectionOptions<Status>) {
    this.#options = options;
    this.status = new Feed(options.away(unknownStatus));
  }

  /** Aborts when the driver stops. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Begins to connect. */
  start(): void {
    const { transport, clock } = this.#options;
    this.#running = keepConnected({
      transport,
      clock,
      signal: this.stopping,
      serve: (line, signal) => this.#serve(line, signal),
      onOpenFailure: (failure) => this.#setAway(statusOfOpenFailure(failure)),
    });
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#running;
  }

  /** Tells the followers, if it is news. */
  publish(status: Status): void {
    if (JSON.stringify(status) !== JSON.stringify(this.status.value)) this.status.set(status);
  }

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    await this.#options.serve(line, signal);
    if (!this.stopping.aborted) this.#setAway(noAnswerStatus);
  }

  #setAway(status: DeviceStatus): void {
    this.publish(this.#options.away(status));
  }
}
