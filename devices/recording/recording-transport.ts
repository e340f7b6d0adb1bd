import type { Clock } from '../../contract/clock.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { ByteLine, Line, ReportLine, Transport, TransportFailure } from '../transport/index.ts';
import { type Crossing, hexOf } from './crossing.ts';
import { Recorder } from './recorder.ts';

/** Writes down every crossing of the lines another transport opens. */
abstract class RecordedTransport<Kind extends Line> implements Transport<Kind> {
  readonly description: string;
  readonly #inner: Transport<Kind>;
  readonly #recorder: Recorder;

  constructor(inner: Transport<Kind>, clock: Clock) {
    this.#inner = inner;
    this.#recorder = new Recorder(clock);
    this.description = `${inner.description}, recorded`;
  }

  get crossings(): readonly Crossing[] {
    return this.#recorder.crossings;
  }

  /** Monotonic time from which the crossings count; null before the first. */
  get startedAtMs(): number | null {
    return this.#recorder.startedAtMs;
  }

  async open(signal: AbortSignal): Promise<Result<Kind, TransportFailure>> {
    const opened = await this.#inner.open(signal);
    this.#recorder.note(opened.ok ? { dir: 'opened' } : { dir: 'not_opened', ...opened.error });
    if (!opened.ok) return opened;
    opened.value.onLost(() => this.#recorder.note({ dir: 'lost' }));
    return ok(this.record(opened.value, this.#recorder));
  }

  protected abstract record(line: Kind, recorder: Recorder): Kind;
}

/** Bytes of a stream. */
export class RecordingTransport extends RecordedTransport<ByteLine> {
  protected record(line: ByteLine, recorder: Recorder): ByteLine {
    return {
      write: (bytes) => {
        recorder.note({ dir: 'out', hex: hexOf(bytes) });
        return line.write(bytes);
      },
      onData: (listener) =>
        line.onData((bytes) => {
          recorder.note({ dir: 'in', hex: hexOf(bytes) });
          listener(bytes);
        }),
      onLost: (listener) => line.onLost(listener),
      close: () => line.close(),
    };
  }
}

/** HID reports, each whole. */
export class RecordingReportTransport extends RecordedTransport<ReportLine> {
  protected record(line: ReportLine, recorder: Recorder): ReportLine {
    return {
      sendReport: (report) => {
        recorder.note({ dir: 'out', hex: hexOf(report) });
        return line.sendReport(report);
      },
      sendFeatureReport: (report) => {
        recorder.note({ dir: 'feature', hex: hexOf(report) });
        return line.sendFeatureReport(report);
      },
      readFeatureReport: async (id) => {
        recorder.note({ dir: 'feature_asked', id });
        const answer = await line.readFeatureReport(id);
        recorder.note(
          answer.ok ? { dir: 'feature_told', id, hex: hexOf(answer.value) } : { dir: 'feature_failed', id },
        );
        return answer;
      },
      onReport: (listener) =>
        line.onReport((report) => {
          recorder.note({ dir: 'in', hex: hexOf(report) });
          listener(report);
        }),
      onLost: (listener) => line.onLost(listener),
      close: () => line.close(),
    };
  }
}
