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

  put(dir: 'out' | 'feature', bytes: Uint8Array): Promise<Result<void, TransportFailure>> {
    return Promise.resolve(this.#put({ dir, hex: hexOf(bytes) }));
  }

  /** The recorded answer, after the time it took. */
  async ask(id: number): Promise<Result<Uint8Array, TransportFailure>> {
    const from = this.#nextOut;
    const put = this.#put({ dir: 'feature_asked', id });
    if (!put.ok) return put;
    const [asked, ...later] = this.#crossings.slice(from);
    const told = later.find(
      (one) => (one.dir === 'feature_told' || one.dir === 'feature_failed') && one.id === id,
    );
    const afterMs = (told?.ms ?? 0) - (asked?.ms ?? 0);
    if (afterMs > 0) await new Promise<void>((resolve) => this.#clock.after(afterMs, resolve));
    return told?.dir === 'feature_told'
      ? ok(bytesOf(told.hex))
      : err({ kind: 'lost', detail: 'as recorded' });
  }

  #put(
    written: { dir: 'out' | 'feature'; hex: string } | { dir: 'feature_asked'; id: number },
  ): Result<void, TransportFailure> {
    const expected = this.#crossings[this.#nextOut];
    if (expected && contentOf(expected) !== contentOf(written)) {
      const detail = `at ${expected.ms} ms: recorded "${contentOf(expected)}", the driver wrote "${contentOf(written)}"`;
      this.#onDiffering(new Error(detail));
      return err({ kind: 'lost', detail });
    }
    this.#nextOut = this.#indexFrom(this.#nextOut + 1, isOut);
    this.#feed();
    return ok(undefined);
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

/** What is compared: the bytes of a stream alone, and of a feature report that it was one. */
function contentOf(crossing: { dir: string; hex?: string | undefined; id?: number }): string {
  if (crossing.dir === 'feature_asked') return `feature report ${crossing.id}?`;
  return crossing.dir === 'feature' ? `feature report ${crossing.hex}` : (crossing.hex ?? '');
}

const isOut = ({ dir }: Crossing) => dir === 'out' || dir === 'feature' || dir === 'feature_asked';
const isIn = ({ dir }: Crossing) => dir === 'in' || dir === 'lost';

/** Plays a recording, line after line. */
abstract class ReplayedTransport<Kind extends Line> implements Transport<Kind> {
  readonly description = 'a recording';
  readonly #clock: Clock;
  readonly #openings: { failure: TransportFailure | null; crossings: Crossing[] }[] = [];
  #line: ReplayedLine | null = null;
  #differing: Error | null = null;

  constructor(crossings: readonly Crossing[], clock: Clock) {
    this.#clock = clock;
    for (const crossing of crossings) {
      if (crossing.dir === 'opened' || crossing.dir === 'not_opened') {
        this.#openings.push({ failure: crossing.dir === 'not_opened' ? crossing : null, crossings: [] });
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
    if (!opening) return err({ kind: 'not_found', detail: 'the recording ends here' });
    if (opening.failure) {
      const { kind, detail } = opening.failure;
      return err({ kind, detail });
    }
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
      readFeatureReport: (id) => line.ask(id),
      onReport: (listener) => line.onInput(listener),
      onLost: (listener) => line.onLost(listener),
      close: () => line.close(),
    };
  }
}
