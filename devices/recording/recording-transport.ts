import type { Clock } from '../../contract/clock.ts';
import type { Result } from '../../contract/result.ts';
import type { ByteLine, Transport, TransportFailure } from '../transport/index.ts';
import type { Crossing } from './crossing.ts';

/**
 * Writes down every crossing of the lines another transport opens. What crosses names persons, so
 * that no program of the terminal wires this: only a bench tool or a test does, for fictional people.
 */
export class RecordingTransport implements Transport {
  readonly description: string;
  readonly #inner: Transport;
  readonly #clock: Clock;
  readonly #crossings: Crossing[] = [];
  #startedAtMs: number | null = null;

  constructor(inner: Transport, clock: Clock) {
    this.#inner = inner;
    this.#clock = clock;
    this.description = `${inner.description}, recorded`;
  }

  get crossings(): readonly Crossing[] {
    return this.#crossings;
  }

  /** Monotonic time from which the crossings count; null before the first. */
  get startedAtMs(): number | null {
    return this.#startedAtMs;
  }

  async open(signal: AbortSignal): Promise<Result<ByteLine, TransportFailure>> {
    const opened = await this.#inner.open(signal);
    this.#crossings.push({ ms: this.#ms(), dir: opened.ok ? 'opened' : 'not_opened' });
    if (!opened.ok) return opened;
    const line = opened.value;
    line.onLost(() => this.#crossings.push({ ms: this.#ms(), dir: 'lost' }));
    return {
      ok: true,
      value: {
        write: (bytes) => {
          this.#note('out', bytes);
          return line.write(bytes);
        },
        onData: (listener) =>
          line.onData((bytes) => {
            this.#note('in', bytes);
            listener(bytes);
          }),
        onLost: (listener) => line.onLost(listener),
        close: () => line.close(),
      },
    };
  }

  #note(dir: 'in' | 'out', bytes: Uint8Array): void {
    this.#crossings.push({ ms: this.#ms(), dir, hex: Buffer.from(bytes).toString('hex') });
  }

  #ms(): number {
    const nowMs = this.#clock.monotonicMs();
    this.#startedAtMs ??= nowMs;
    return Math.round((nowMs - this.#startedAtMs) * 10) / 10;
  }
}
