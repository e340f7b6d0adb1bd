import type { Clock } from '../../contract/clock.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { Feed } from '../../link/index.ts';
import type { ByteLine, Line, Transport, TransportFailure } from '../transport/index.ts';
import { noAnswerStatus, statusOfOpenFailure, unknownStatus } from './connection-status.ts';
import { keepConnected } from './keep-connected.ts';
import { noRecoveryMeans, type Outage, RecoveryLadder, type RecoveryMeans } from './recovery-ladder.ts';

export interface KeptConnectionOptions<Status extends DeviceStatus, Kind extends Line = ByteLine> {
  transport: Transport<Kind>;
  clock: Clock;
  /** What a class reports beside state and fault while its device is away. */
  away: (status: DeviceStatus) => Status;
  /** Talks to the device. Returns when it does not answer any more, or `signal` aborts. */
  serve: (line: Kind, signal: AbortSignal) => Promise<void>;
  means?: RecoveryMeans | undefined;
  /** False while process or unit know what nobody else can know, such as a job not yet confirmed; neither is restarted then. */
  mayRestartHost?: () => boolean;
}

/** The life of a driver: its connection from `start` to `stop`, its recovery, and the status it reports. */
export class KeptConnection<Status extends DeviceStatus, Kind extends Line = ByteLine> {
  readonly status: Feed<Status>;
  readonly #options: KeptConnectionOptions<Status, Kind>;
  readonly #stopping = new AbortController();
  readonly #ladder: RecoveryLadder;
  #told: Status;
  /** The value of the feed as text: most of what is told is no news, and is told with every poll. */
  #toldText: string;
  #running: Promise<void> = Promise.resolve();

  constructor(options: KeptConnectionOptions<Status, Kind>) {
    this.#options = options;
    this.#told = options.away(unknownStatus);
    this.#ladder = new RecoveryLadder({
      means: options.means ?? noRecoveryMeans,
      mayRestartHost: options.mayRestartHost ?? (() => true),
      onChange: () => this.#tell(this.#told),
    });
    this.status = new Feed(this.#withRecovery(this.#told));
    this.#toldText = JSON.stringify(this.status.value);
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
      onOpenFailure: (failure) => this.#lose(statusOfOpenFailure(failure), outageOf(failure)),
    });
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#running;
  }

  /** The device answered, and this is what its answers mean. Tells the followers, if it is news. */
  publish(status: Status): void {
    this.#ladder.answered();
    this.#tell(status);
  }

  /** No answer came, and the same is asked once more. Only for questions that change nothing. */
  async askAgain<Answer>(
    question: () => Promise<Answer | null>,
    signal: AbortSignal,
  ): Promise<Answer | null> {
    if (signal.aborted) return null;
    this.#ladder.take('ask_again');
    return question();
  }

  /** The device stays silent: that is told, and its reset tried. */
  async reset<Answer>(perform: () => Promise<Answer | null>, signal: AbortSignal): Promise<Answer | null> {
    if (signal.aborted) return null;
    this.#tell(this.#options.away(noAnswerStatus));
    this.#ladder.take('reset');
    return perform();
  }

  /** Nothing answers in the middle of something that goes on: that is told, and its next answer is too. */
  tellSilence(): void {
    this.#tell(this.#options.away(noAnswerStatus));
  }

  async #serve(line: Kind, signal: AbortSignal): Promise<void> {
    await this.#options.serve(line, signal);
    if (!this.stopping.aborted) await this.#lose(noAnswerStatus, 'silent');
  }

  async #lose(status: DeviceStatus, outage: Outage): Promise<void> {
    this.#tell(this.#options.away(status));
    await this.#ladder.climb(outage, this.stopping);
  }

  #tell(status: Status): void {
    this.#told = status;
    const told = this.#withRecovery(status);
    const toldText = JSON.stringify(told);
    if (toldText === this.#toldText) return;
    this.#toldText = toldText;
    this.status.set(told);
  }

  #withRecovery(status: Status): Status {
    const { recovery } = this.#ladder;
    return recovery ? { ...status, recovery } : status;
  }
}

function outageOf(failure: TransportFailure): Outage {
  return failure.kind === 'busy' ? 'port_busy' : 'missing';
}
