import { err, ok, type Result } from '../../contract/result.ts';
import { type HidDeviceInfo, type HidHandle, type HidLibrary, nodeHid } from './hid-library.ts';
import type { ReportLine, Transport, TransportFailure } from './port.ts';

export interface HidTransportOptions {
  vendorId: number;
  productId: number;
  usagePage?: number | undefined;
  usage?: number | undefined;
  /** One of these names the unit where several are alike. */
  usbPort?: string | undefined;
  serialNumber?: string | undefined;
  path?: string | undefined;
  library?: HidLibrary;
  /** Default 1000: how often an open device is looked for. */
  presenceIntervalMs?: number;
  writeDeadlineMs?: number;
}

const hex = (id: number) => id.toString(16).padStart(4, '0');

/** A USB HID device, opened for reports. */
export class HidTransport implements Transport<ReportLine> {
  readonly description: string;
  readonly #options: HidTransportOptions;

  constructor(options: HidTransportOptions) {
    this.#options = options;
    const at = options.usbPort ?? options.serialNumber ?? options.path;
    this.description = `hid ${hex(options.vendorId)}:${hex(options.productId)}${at === undefined ? '' : ` ${at}`}`;
  }

  async open(signal: AbortSignal): Promise<Result<ReportLine, TransportFailure>> {
    const { library = nodeHid, presenceIntervalMs = 1000, writeDeadlineMs = 1000 } = this.#options;
    try {
      const chosen = this.#choose(await library.list(this.#options.vendorId, this.#options.productId));
      if (!chosen.ok) return chosen;
      if (signal.aborted) return err({ kind: 'lost', detail: 'opening was cancelled' });
      const handle = await library.open(chosen.value.path);
      const line = new HidLine({
        handle,
        device: chosen.value,
        library,
        presenceIntervalMs,
        writeDeadlineMs,
      });
      if (!signal.aborted) return ok(line);
      await line.close();
      return err({ kind: 'lost', detail: 'opening was cancelled' });
    } catch (error) {
      return err(classify(error));
    }
  }

  /** Exactly one device fits, or none is opened: of two alike the wrong one must never be taken. */
  #choose(found: HidDeviceInfo[]): Result<HidDeviceInfo, TransportFailure> {
    const { usagePage, usage, usbPort, serialNumber, path } = this.#options;
    const fits = (wanted: string | number | undefined, is: string | number | null) =>
      wanted === undefined || wanted === is;
    const fitting = found.filter(
      (device) =>
        fits(usagePage, device.usagePage) &&
        fits(usage, device.usage) &&
        fits(usbPort, device.usbPort) &&
        fits(serialNumber, device.serialNumber) &&
        fits(path, device.path),
    );
    const [first] = fitting;
    if (!first) return err({ kind: 'not_found', detail: `no ${this.description} is plugged in` });
    const paths = new Set(fitting.map((device) => device.path));
    if (paths.size === 1) return ok(first);
    const places = fitting.map((device) => device.usbPort ?? device.path).join(', ');
    return err({
      kind: 'not_found',
      detail: `${paths.size} units fit ${this.description} (${places}): usbPort, serialNumber or path has to name one`,
    });
  }
}

function classify(error: unknown): TransportFailure {
  const detail = error instanceof Error ? error.message : String(error);
  const busy = /busy|denied|permission|exclusive/i.test(detail);
  return { kind: busy ? 'busy' : 'not_found', detail };
}

/** Reports nobody listened for yet; more than that is a device that talks to nobody. */
const earlyLimit = 64;

class HidLine implements ReportLine {
  readonly #handle: HidHandle;
  readonly #writeDeadlineMs: number;
  readonly #lostListeners: ((failure: TransportFailure) => void)[] = [];
  readonly #presence: NodeJS.Timeout;
  #reportListener: ((report: Uint8Array) => void) | undefined;
  #early: Uint8Array[] = [];
  #loss: TransportFailure | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: {
    handle: HidHandle;
    device: HidDeviceInfo;
    library: HidLibrary;
    presenceIntervalMs: number;
    writeDeadlineMs: number;
  }) {
    const { handle, device, library } = options;
    this.#handle = handle;
    this.#writeDeadlineMs = options.writeDeadlineMs;
    // Always read: a handle nobody reads does not notice that its device is gone.
    handle.onReport((report) => {
      if (this.#reportListener) this.#reportListener(report);
      else this.#early = [...this.#early, report].slice(-earlyLimit);
    });
    handle.onError((error) => this.#lose(error.message));
    let asking = false;
    this.#presence = setInterval(() => {
      if (asking) return;
      asking = true;
      library.isPresent(device).then(
        (present) => {
          asking = false;
          if (!present) this.#lose('the device is not plugged in any more');
        },
        (error: Error) => this.#lose(error.message),
      );
    }, options.presenceIntervalMs);
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
    return this.#send(() => this.#handle.write(report));
  }

  sendFeatureReport(report: Uint8Array): Promise<Result<void, TransportFailure>> {
    return this.#send(() => this.#handle.sendFeatureReport(report));
  }

  readFeatureReport(reportId: number): Promise<Result<Uint8Array, TransportFailure>> {
    return this.#send(() => this.#handle.getFeatureReport(reportId));
  }

  close(): Promise<void> {
    clearInterval(this.#presence);
    this.#closing ??= this.#handle.close().catch(() => {});
    return this.#closing;
  }

  #send<Answer>(act: () => Promise<Answer>): Promise<Result<Answer, TransportFailure>> {
    if (this.#closing)
      return Promise.resolve(err(this.#loss ?? { kind: 'lost', detail: 'the line was closed' }));
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => resolve(err({ kind: 'timeout', detail: `not done within ${this.#writeDeadlineMs} ms` })),
        this.#writeDeadlineMs,
      );
      act().then(
        (answer) => {
          clearTimeout(timer);
          resolve(ok(answer));
        },
        (error: Error) => {
          clearTimeout(timer);
          resolve(err({ kind: 'lost', detail: error.message }));
        },
      );
    });
  }

  #lose(detail: string): void {
    if (this.#loss || this.#closing) return;
    this.#loss = { kind: 'lost', detail };
    this.close().catch(() => {});
    for (const listener of this.#lostListeners) listener(this.#loss);
  }
}
