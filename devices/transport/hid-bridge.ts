import { err, ok, type Result } from '../../contract/result.ts';
import { FrameScanner, OneAtATime } from '../codec/index.ts';
import { hidBridgeFrame, hidBridgeFrameKind, hidBridgeShape } from './hid-bridge-codec.ts';
import type { ByteLine, ReportLine, Transport, TransportFailure } from './port.ts';
import { TcpTransport } from './tcp.ts';

export interface HidBridgeTransportOptions {
  host: string;
  port: number;
  /** Default 1000: how often the bridge is asked whether the unit is there. */
  presenceIntervalMs?: number;
  writeDeadlineMs?: number;
}

type Times = Required<Pick<HidBridgeTransportOptions, 'presenceIntervalMs' | 'writeDeadlineMs'>>;

/** A HID unit whose reports come over TCP, frame by frame; what the bench plays. */
export class HidBridgeTransport implements Transport<ReportLine> {
  readonly description: string;
  readonly #tcp: TcpTransport;
  readonly #times: Times;

  constructor({ host, port, presenceIntervalMs = 1000, writeDeadlineMs = 1000 }: HidBridgeTransportOptions) {
    this.description = `hid-bridge ${host}:${port}`;
    this.#tcp = new TcpTransport({ host, port, writeDeadlineMs });
    this.#times = { presenceIntervalMs, writeDeadlineMs };
  }

  async open(signal: AbortSignal): Promise<Result<ReportLine, TransportFailure>> {
    const opened = await this.#tcp.open(signal);
    return opened.ok ? ok(new HidBridgeLine(opened.value, this.#times)) : opened;
  }
}

const nothing = new Uint8Array(0);
/** Reports nobody listened for yet; more than that is a device that talks to nobody. */
const earlyLimit = 64;

class HidBridgeLine implements ReportLine {
  readonly #line: ByteLine;
  readonly #scanner = new FrameScanner(hidBridgeShape);
  readonly #lostListeners: ((failure: TransportFailure) => void)[] = [];
  readonly #presence: NodeJS.Timeout;
  #reportListener: ((report: Uint8Array) => void) | undefined;
  #early: Uint8Array[] = [];
  #loss: TransportFailure | undefined;
  #closing: Promise<void> | undefined;
  #unanswered = false;
  readonly #answerDeadlineMs: number;
  readonly #featureTurns = new OneAtATime();
  #endFeatureRead: (result: Result<Uint8Array, TransportFailure>) => void = () => {};

  constructor(line: ByteLine, { presenceIntervalMs, writeDeadlineMs }: Times) {
    this.#line = line;
    this.#answerDeadlineMs = writeDeadlineMs;
    line.onData((bytes) => {
      for (const frame of this.#scanner.push(bytes)) this.#take(frame);
    });
    line.onLost((failure) => this.#lose(failure));
    // A cable between here and the bridge that is cut ends no connection by itself.
    this.#presence = setInterval(() => this.#askPresence(), presenceIntervalMs);
  }

  onReport(listener: (report: Uint8Array) => void): void {
    this.#reportListener = listener;
    const early = this.#early;
    this.#early = [];
    for (const report of early) listener(report);
  }

  onLost(listener: (failure: TransportFailure) => void): void {
    if (this.#loss) listener(this.#loss);
    else this.#lostListeners.push(listener);
  }

  sendReport(report: Uint8Array): Promise<Result<void, TransportFailure>> {
    return this.#send(hidBridgeFrameKind.output, report);
  }

  sendFeatureReport(report: Uint8Array): Promise<Result<void, TransportFailure>> {
    return this.#send(hidBridgeFrameKind.feature, report);
  }

  readFeatureReport(reportId: number): Promise<Result<Uint8Array, TransportFailure>> {
    return this.#featureTurns.run(async () => {
      const answered = new Promise<Result<Uint8Array, TransportFailure>>((resolve) => {
        this.#endFeatureRead = resolve;
      });
      const timer = setTimeout(() => {
        const detail = `no answer within ${this.#answerDeadlineMs} ms`;
        this.#endFeatureRead(err({ kind: 'timeout', detail }));
      }, this.#answerDeadlineMs);
      const sent = await this.#send(hidBridgeFrameKind.feature_asked, Uint8Array.of(reportId));
      const result = sent.ok ? await answered : sent;
      clearTimeout(timer);
      return result;
    });
  }

  close(): Promise<void> {
    clearInterval(this.#presence);
    this.#closing ??= this.#line.close();
    return this.#closing;
  }

  #take(bytes: Uint8Array): void {
    const frame = hidBridgeFrame.decode(bytes);
    if (!frame.ok) return;
    const { kind, report } = frame.value;
    if (kind === hidBridgeFrameKind.present) this.#unanswered = false;
    if (kind === hidBridgeFrameKind.feature_answer) {
      const unknown = { kind: 'lost', detail: 'the device does not know this report' } as const;
      this.#endFeatureRead(report.length > 0 ? ok(report) : err(unknown));
    }
    if (kind !== hidBridgeFrameKind.input) return;
    if (this.#reportListener) this.#reportListener(report);
    else this.#early = [...this.#early, report].slice(-earlyLimit);
  }

  #askPresence(): void {
    if (this.#unanswered) {
      this.#lose({ kind: 'lost', detail: 'the bridge does not answer any more' });
      return;
    }
    this.#unanswered = true;
    this.#send(hidBridgeFrameKind.presence_asked, nothing).catch(() => {});
  }

  #send(kind: number, report: Uint8Array): Promise<Result<void, TransportFailure>> {
    if (this.#loss) return Promise.resolve(err(this.#loss));
    return this.#line.write(hidBridgeFrame.encode({ kind, report }));
  }

  #lose(failure: TransportFailure): void {
    if (this.#loss || this.#closing) return;
    this.#loss = failure;
    this.#endFeatureRead(err(failure));
    this.close().catch(() => {});
    for (const listener of this.#lostListeners) listener(failure);
  }
}
