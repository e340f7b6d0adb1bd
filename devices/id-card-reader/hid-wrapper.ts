import { type Clock, systemClock } from '../../contract/clock.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { ByteLine, ReportLine, Transport, TransportFailure } from '../transport/index.ts';

/** How one maker packs the frames of the SAM_V module into HID reports. There is no common way. */
export interface HidWrapper {
  /**
   * Reports that carry a request, each with its report id in front.
   * @throws RangeError where the request is longer than the reports can carry
   */
  wrap(request: Uint8Array): Uint8Array[];
  /** A fresh reader of the reports that answer one request; it yields the module's bytes in order. */
  readAnswer(): AnswerReader;
}

/** Takes one report after another. Null: this report does not belong to the answer, or is damaged. */
export type AnswerReader = (report: Uint8Array) => Uint8Array | null;

/** So much silence before a command means that nothing stale is left in the device. */
const drainQuietMs = 5;
/** A device that goes on talking is not waited for longer. */
const drainLimitMs = 100;

/** Makes a byte line of a HID device, so that the driver of the module knows nothing of reports. */
export function wrapHidTransport(
  transport: Transport<ReportLine>,
  wrapper: HidWrapper,
  clock: Clock = systemClock,
): Transport {
  return {
    description: transport.description,
    async open(signal) {
      const opened = await transport.open(signal);
      return opened.ok ? ok(new WrappedLine(opened.value, wrapper, clock)) : opened;
    },
  };
}

class WrappedLine implements ByteLine {
  readonly #line: ReportLine;
  readonly #wrapper: HidWrapper;
  readonly #clock: Clock;
  #onData: (bytes: Uint8Array) => void = () => {};
  #answer: AnswerReader | null = null;
  #lastReportMs = Number.NEGATIVE_INFINITY;

  constructor(line: ReportLine, wrapper: HidWrapper, clock: Clock) {
    this.#line = line;
    this.#wrapper = wrapper;
    this.#clock = clock;
    line.onReport((report) => {
      this.#lastReportMs = clock.monotonicMs();
      const bytes = this.#answer?.(report);
      if (bytes && bytes.length > 0) this.#onData(bytes);
    });
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#onData = listener;
  }

  onLost(listener: (failure: TransportFailure) => void): void {
    this.#line.onLost(listener);
  }

  close(): Promise<void> {
    return this.#line.close();
  }

  async write(bytes: Uint8Array): Promise<Result<void, TransportFailure>> {
    const reports = this.#wrapper.wrap(bytes);
    this.#answer = null;
    await this.#drain();
    this.#answer = this.#wrapper.readAnswer();
    for (const report of reports) {
      const sent = await this.#line.sendReport(report);
      if (!sent.ok) return err(sent.error);
    }
    return ok(undefined);
  }

  /** Reports of an answer that came too late would be taken for the next one. */
  async #drain(): Promise<void> {
    const startedAtMs = this.#clock.monotonicMs();
    let quietMs = 0;
    do {
      await new Promise<void>((resolve) => this.#clock.after(drainQuietMs - quietMs, resolve));
      quietMs = Math.max(0, this.#clock.monotonicMs() - Math.max(this.#lastReportMs, startedAtMs));
    } while (quietMs < drainQuietMs - 1 && this.#clock.monotonicMs() - startedAtMs < drainLimitMs);
  }
}
