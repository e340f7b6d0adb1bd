import { type Clock, systemClock } from '../../contract/clock.ts';
import type { CardEvent, IdCardReaderStatus } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { Feed } from '../../link/index.ts';
import { Exchange, FrameScanner } from '../codec/index.ts';
import {
  keepConnected,
  noAnswerStatus,
  SingleConsumer,
  statusOfOpenFailure,
  unknownStatus,
} from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { CardWatch } from './card-watch.ts';
import type { IdCardReader } from './port.ts';
import { samReplyShape } from './sam-frame-codec.ts';
import { SamSession } from './sam-session.ts';
import { statusOfSelfTest } from './status.ts';

export interface SamVReaderOptions {
  transport: Transport;
  clock?: Clock;
  /** Between two looks for a card while somebody watches. Makers recommend 300 ms or more. */
  pollIntervalMs?: number;
  /** Between two signs of life while nobody watches. */
  heartbeatIntervalMs?: number;
  /** For every answer but that to a read. */
  shortDeadlineMs?: number;
  readDeadlineMs?: number;
  /** Ask for newer addresses after each read. */
  appendedAddresses?: boolean;
  /** Read fingerprints too for a consumer that wants the card's blocks. */
  fingerprints?: boolean;
}

/** A card that is looked for keeps the line busy; the self-test is asked for in between. */
const selfTestIntervalMs = 3000;

/** Reader with a SAM_V module on a serial line, behind a serial server, or wrapped in HID reports. */
export class SamVReader implements IdCardReader {
  readonly status = new Feed<IdCardReaderStatus>(unknownStatus);
  readonly #options: Required<SamVReaderOptions>;
  readonly #stopping = new AbortController();
  readonly #watch: CardWatch;
  readonly #consumer: SingleConsumer<CardEvent>;
  #checkedAtMs = 0;
  #samId: string | null = null;
  #wanted = { withBlocks: false };
  #wake: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(options: SamVReaderOptions) {
    this.#options = {
      clock: systemClock,
      pollIntervalMs: 300,
      heartbeatIntervalMs: 1000,
      shortDeadlineMs: 1000,
      readDeadlineMs: 3000,
      appendedAddresses: false,
      fingerprints: false,
      ...options,
    };
    this.#consumer = new SingleConsumer(() => {
      if (this.#consumer.watched) this.#watch.begin(this.#wanted);
      this.#wake();
    });
    this.#watch = new CardWatch(this.#options, (event) => this.#consumer.emit(event));
  }

  async *watchCards(
    signal: AbortSignal,
    wanted = { withBlocks: false },
  ): AsyncGenerator<CardEvent, void, void> {
    this.#wanted = wanted;
    yield* this.#consumer.watch(AbortSignal.any([signal, this.#stopping.signal]));
  }

  start(): void {
    const { transport, clock } = this.#options;
    this.#running = keepConnected({
      transport,
      clock,
      signal: this.#stopping.signal,
      serve: (line, signal) => this.#serve(line, signal),
      onOpenFailure: (failure) => this.#setStatus(statusOfOpenFailure(failure)),
    });
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#running;
  }

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, shortDeadlineMs, readDeadlineMs } = this.#options;
    const exchange = new Exchange({ line, scanner: new FrameScanner(samReplyShape), clock });
    const session = new SamSession({ exchange, signal, shortDeadlineMs, readDeadlineMs });
    let alive = await this.#checkStatus(session);
    if (alive) {
      this.#samId = await session.readSamId();
      this.#setStatus(this.status.value);
    }
    while (alive && !signal.aborted) {
      const looking = this.#consumer.watched || this.#watch.mustLift;
      const checkDue = clock.monotonicMs() - this.#checkedAtMs >= selfTestIntervalMs;
      if (!looking || checkDue || this.status.value.state !== 'online') {
        alive = await this.#checkStatus(session);
      }
      if (alive && looking && this.status.value.state === 'online') alive = await this.#watch.look(session);
      if (alive) await this.#pause(signal);
    }
    this.#watch.lineLost();
    if (!this.#stopping.signal.aborted) this.#setStatus(noAnswerStatus);
  }

  /** False when the reader does not answer. */
  async #checkStatus(session: SamSession): Promise<boolean> {
    const sw3 = await session.readStatus();
    this.#checkedAtMs = this.#options.clock.monotonicMs();
    this.#setStatus(statusOfSelfTest(sw3));
    return sw3 !== null;
  }

  #setStatus({ state, fault }: DeviceStatus): void {
    const status = { state, fault, samId: this.#samId };
    if (JSON.stringify(status) !== JSON.stringify(this.status.value)) this.status.set(status);
  }

  /** Until the next look or sign of life; ends at once when somebody begins to watch. */
  #pause(signal: AbortSignal): Promise<void> {
    const { clock, pollIntervalMs, heartbeatIntervalMs } = this.#options;
    const watched = this.#consumer.watched;
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        this.#wake = () => {};
        resolve();
      };
      const cancel = clock.after(watched ? pollIntervalMs : heartbeatIntervalMs, end);
      this.#wake = () => {
        if (this.#consumer.watched && !watched) end();
      };
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
    });
  }
}
