import type { Clock } from '../../contract/clock.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { ByteLine, Line, ReportLine, Transport, TransportFailure } from '../transport/index.ts';
import { type Crossing, hexOf } from './crossing.ts';
import { Recorder } from './recorder.ts';

type Note = (dir: 'in' | 'out' | 'feature' | 'feature_asked' | 'feature_told', bytes: Uint8Array) => void;

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
    this.#recorder.note({ dir: opened.ok ? 'opened' : 'not_opened' });
    if (!opened.ok) return opened;
    opened.value.onLost(() => this.#recorder.note({ dir: 'lost' }));
    const note: Note = (dir, bytes) => this.#recorder.note({ dir, hex: hexOf(bytes) });
    return ok(this.record(opened.value, note));
  }

  protected abstract record(line: Kind, note: Note): Kind;
}

/** Bytes of a stream. */
export class RecordingTransport extends RecordedTransport<ByteLine> {
  protected record(line: ByteLine, note: Note): ByteLine {
    return {
      write: (bytes) => {
        note('out', bytes);
        return line.write(bytes);
      },
      onData: (listener) =>
        line.onData((bytes) => {
          note('in', bytes);
          listener(bytes);
        }),
      onLost: (listener) => line.onLost(listener),
      close: () => line.close(),
    };
  }
}

/** HID reports, each whole. */
export class RecordingReportTransport extends RecordedTransport<ReportLine> {
  protected record(line: ReportLine, note: Note): ReportLine {
    return {
      sendReport: (report) => {
        note('out', report);
        return line.sendReport(report);
      },
      sendFeatureReport: (report) => {
        note('feature', report);
        return line.sendFeatureReport(report);
      },
      readFeatureReport: async (reportId) => {
        note('feature_asked', Uint8Array.of(reportId));
        const told = await line.readFeatureReport(reportId);
        if (told.ok) note('feature_told', told.value);
        return told;
      },
      onReport: (listener) =>
        line.onReport((report) => {
          note('in', report);
          listener(report);
        }),
      onLost: (listener) => line.onLost(listener),
      close: () => line.close(),
    };
  }
}
