import { type Clock, systemClock } from '../../contract/clock.ts';
import type { CardEvent, IdCardReaderStatus } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';
import { Exchange, FrameScanner } from '../codec/index.ts';
import { KeptConnection, noRecoveryMeans, type RecoveryMeans, SingleConsumer } from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { CardWatch } from './card-watch.ts';
import type { IdCardReader } from './port.ts';
import { samReplyShape } from './sam-frame-codec.ts';
import { SamSession } from './sam-session.ts';
import { statusOfSelfTest } from './status.ts';

export interface SamVReaderOptions {
  transport: Transport;
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  /** Between two looks for a card while somebody watches. Makers recommend 300 ms or more. */
  pollIntervalMs?: number;
  /** Between two signs of life while nobody watches. */
  heartbeatIntervalMs?: number;
  /** For the answer to the self-test, which is asked for twice before the reader counts as gone. */
  statusDeadlineMs?: number;
  /** For every other answer but that to a read. */
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
  readonly status: Feed<IdCardReaderStatus>;
  readonly #options: Required<SamVReaderOptions>;
  readonly #connection: KeptConnection<IdCardReaderStatus>;
  readonly #watch: CardWatch;
  readonly #consumer: SingleConsumer<CardEvent>;
  #checkedAtMs = 0;
  #samId: string | null = null;
  #wanted = { withBlocks: false };
  #wake: () => void = () => {};

  constructor(options: SamVReaderOptions) {
    this.#options = {
      clock: systemClock,
      means: noRecoveryMeans,
      pollIntervalMs: 300,
      heartbeatIntervalMs: 1000,
      statusDeadlineMs: 700,
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
    const { transport, clock, means } = this.#options;
    this.#connection = new KeptConnection<IdCardReaderStatus>({
      transport,
      clock,
      means,
      away: (status) => this.#withSamId(status),
      serve: (line, signal) => this.#serve(line, signal),
    });
    this.status = this.#connection.status;
  }

  async *watchCards(
    signal: AbortSignal,
    wanted = { withBlocks: false },
  ): AsyncGenerator<CardEvent, void, void> {
    this.#wanted = wanted;
    yield* this.#consumer.watch(AbortSignal.any([signal, this.#connection.stopping]));
  }

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, statusDeadlineMs, shortDeadlineMs, readDeadlineMs } = this.#options;
    const exchange = new Exchange({ line, scanner: new FrameScanner(samReplyShape), clock });
    const session = new SamSession({ exchange, signal, statusDeadlineMs, shortDeadlineMs, readDeadlineMs });
    const checkStatus = () => this.#checkStatus(session, signal);
    let alive = await checkStatus();
    if (alive) {
      this.#samId = await session.readSamId();
      this.#connection.publish(this.#withSamId(this.status.value));
    }
    while (alive && !signal.aborted) {
      const looking = this.#consumer.watched || this.#watch.mustLift;
      const checkDue = clock.monotonicMs() - this.#checkedAtMs >= selfTestIntervalMs;
      if (!looking || checkDue || this.status.value.state !== 'online') {
        alive = await checkStatus();
      }
      if (alive && looking && this.status.value.state === 'online') {
        // After a look that stayed without an answer, the self-test is asked for before the line is given up.
        alive = (await this.#watch.look(session)) || (await checkStatus());
      }
      if (alive) await this.#pause(signal);
    }
    this.#watch.lineLost();
  }

  /** False when the reader does not answer. */
  async #checkStatus(session: SamSession, signal: AbortSignal): Promise<boolean> {
    const ask = () => session.readStatus();
    const sw3 =
      (await ask()) ??
      (await this.#connection.askAgain(ask, signal)) ??
      (await this.#connection.reset(async () => {
        await session.reset();
        return session.readStatus();
      }, signal));
    this.#checkedAtMs = this.#options.clock.monotonicMs();
    if (sw3 === null) return false;
    this.#connection.publish(this.#withSamId(statusOfSelfTest(sw3)));
    return true;
  }

  #withSamId({ state, fault }: DeviceStatus): IdCardReaderStatus {
    return { state, fault, samId: this.#samId };
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
