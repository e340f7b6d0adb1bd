import type { Clock } from '../../contract/clock.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { ByteLine, Line, ReportLine, Transport, TransportFailure } from '../transport/index.ts';
import { bytesOf, type Crossing, hexOf } from './crossing.ts';

/**
 * One recorded line, played back in lockstep: what came in comes in once everything that went out
 * before it was written again, with the pause it had. Another output than the recorded one fails,
 * with both shown.
 */
class ReplayedLine {
  readonly #crossings: readonly Crossing[];
  readonly #clock: Clock;
  readonly #onDiffering: (error: Error) => void;
  readonly #lostListeners: ((failure: TransportFailure) => void)[] = [];
  #inputListener: ((bytes: Uint8Array) => void) | undefined;
  #cancelInput: (() => void) | undefined;
  /** How far the outputs and the inputs are. */
  #nextOut: number;
  #nextIn: number;
  #closed = false;

  /** `crossings`: those of one line, from its opening to the next. */
  constructor(crossings: readonly Crossing[], clock: Clock, onDiffering: (error: Error) => void) {
    this.#crossings = crossings;
    this.#clock = clock;
    this.#onDiffering = onDiffering;
    this.#nextOut = this.#indexFrom(0, isOut);
    this.#nextIn = this.#indexFrom(0, isIn);
  }

  /** Nothing is left to be played. */
  get finished(): boolean {
    return this.#nextOut === this.#crossings.length && this.#nextIn === this.#crossings.length;
  }

  onInput(listener: (bytes: Uint8Array) => void): void {
    this.#inputListener = listener;
    this.#feed();
  }

  onLost(listener: (failure: TransportFailure) => void): void {
    this.#lostListeners.push(listener);
  }

  async put(
    dir: 'out' | 'feature' | 'feature_asked',
    bytes: Uint8Array,
  ): Promise<Result<void, TransportFailure>> {
    const expected = this.#crossings[this.#nextOut];
    const written = hexOf(bytes);
    if (expected && 'hex' in expected && (expected.hex !== written || expected.dir !== dir)) {
      const detail = `at ${expected.ms} ms: recorded "${expected.hex}", the driver wrote "${written}"`;
      this.#onDiffering(new Error(detail));
      return err({ kind: 'lost', detail });
    }
    this.#nextOut = this.#indexFrom(this.#nextOut + 1, isOut);
    this.#feed();
    return ok(undefined);
  }

  /** The report that was told before anything else went out. */
  async ask(reportId: number): Promise<Result<Uint8Array, TransportFailure>> {
    const asked = this.#nextOut;
    const put = await this.put('feature_asked', Uint8Array.of(reportId));
    if (!put.ok) return put;
    const told = this.#crossings
      .slice(asked + 1, this.#nextOut)
      .find((crossing) => crossing.dir === 'feature_told');
    return told && 'hex' in told ? ok(bytesOf(told.hex)) : err({ kind: 'lost', detail: 'as recorded' });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelInput?.();
  }

  #feed(): void {
    const crossing = this.#crossings[this.#nextIn];
    if (!crossing || this.#cancelInput || this.#nextIn > this.#nextOut) return;
    const pauseMs = crossing.ms - (this.#crossings[this.#nextIn - 1]?.ms ?? crossing.ms);
    const deliver = () => {
      this.#cancelInput = undefined;
      if (this.#closed) return;
      this.#nextIn = this.#indexFrom(this.#nextIn + 1, isIn);
      if (crossing.dir === 'in') this.#inputListener?.(bytesOf(crossing.hex));
      else for (const listener of this.#lostListeners) listener({ kind: 'lost', detail: 'as recorded' });
      this.#feed();
    };
    if (pauseMs > 0) this.#cancelInput = this.#clock.after(pauseMs, deliver);
    else {
      this.#cancelInput = () => {};
      queueMicrotask(deliver);
    }
  }

  #indexFrom(start: number, accept: (crossing: Crossing) => boolean): number {
    const index = this.#crossings.slice(start).findIndex(accept);
    return index < 0 ? this.#crossings.length : start + index;
  }
}

const isOut = ({ dir }: Crossing) => dir === 'out' || dir === 'feature' || dir === 'feature_asked';
const isIn = ({ dir }: Crossing) => dir === 'in' || dir === 'lost';

/** Plays a recording, line after line. */
abstract class ReplayedTransport<Kind extends Line> implements Transport<Kind> {
  readonly description = 'a recording';
  readonly #clock: Clock;
  readonly #openings: { opens: boolean; crossings: Crossing[] }[] = [];
  #line: ReplayedLine | null = null;
  #differing: Error | null = null;

  constructor(crossings: readonly Crossing[], clock: Clock) {
    this.#clock = clock;
    for (const crossing of crossings) {
      if (crossing.dir === 'opened' || crossing.dir === 'not_opened') {
        this.#openings.push({ opens: crossing.dir === 'opened', crossings: [] });
      }
      this.#openings.at(-1)?.crossings.push(crossing);
    }
  }

  /** Every crossing was played. */
  get finished(): boolean {
    return this.#openings.length === 0 && (this.#line?.finished ?? true);
  }

  /** @throws the first output that differs from the recorded one */
  check(): void {
    if (this.#differing) throw this.#differing;
  }

  async open(): Promise<Result<Kind, TransportFailure>> {
    const opening = this.#openings.shift();
    if (!opening?.opens) return err({ kind: 'not_found', detail: 'as recorded' });
    this.#line = new ReplayedLine(opening.crossings, this.#clock, (error) => {
      this.#differing ??= error;
    });
    return ok(this.replay(this.#line));
  }

  protected abstract replay(line: ReplayedLine): Kind;
}

/** Bytes of a stream. */
export class ReplayTransport extends ReplayedTransport<ByteLine> {
  protected replay(line: ReplayedLine): ByteLine {
    return {
      write: (bytes) => line.put('out', bytes),
      onData: (listener) => line.onInput(listener),
      onLost: (listener) => line.onLost(listener),
      close: () => line.close(),
    };
  }
}

/** HID reports, each whole. */
export class ReplayReportTransport extends ReplayedTransport<ReportLine> {
  protected replay(line: ReplayedLine): ReportLine {
    return {
      sendReport: (report) => line.put('out', report),
      sendFeatureReport: (report) => line.put('feature', report),
      readFeatureReport: (reportId) => line.ask(reportId),
      onReport: (listener) => line.onInput(listener),
      onLost: (listener) => line.onLost(listener),
      close: () => line.close(),
    };
  }
}
