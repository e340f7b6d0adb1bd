import type { Duplex } from 'node:stream';
import { err, ok, type Result } from '../../contract/result.ts';
import type { ByteLine, TransportFailure } from './port.ts';

export interface DuplexLineOptions {
  stream: Duplex;
  /** A write the system has not taken by then is answered with `timeout`. */
  writeDeadlineMs: number;
  /**
   * Waits until the bytes have left the machine, where the stream knows more than its own buffer.
   * Asked regularly as well: it fails once the port is gone.
   */
  drain?: () => Promise<void>;
  /** Releases the stream; resolves when it is closed. */
  release: () => Promise<void>;
}

const probeIntervalMs = 250;

/** One connection over a stream of Node, be it a socket or a serial port. */
export class DuplexLine implements ByteLine {
  readonly #options: DuplexLineOptions;
  readonly #lostListeners: ((failure: TransportFailure) => void)[] = [];
  #dataListener: ((bytes: Uint8Array) => void) | undefined;
  #early: Uint8Array[] = [];
  #loss: TransportFailure | undefined;
  #closing: Promise<void> | undefined;
  #asking = false;
  readonly #probe: NodeJS.Timeout | undefined;

  constructor(options: DuplexLineOptions) {
    this.#options = options;
    const { stream } = options;
    // Always listened to: a stream nobody reads does not notice that its device is gone.
    stream.on('data', (bytes: Uint8Array) => {
      if (this.#dataListener) this.#dataListener(bytes);
      else this.#early.push(bytes);
    });
    stream.on('end', () => this.#lose('the other end closed the line'));
    stream.on('error', (error) => this.#lose(error.message));
    stream.on('close', () => this.#lose('the line closed'));
    // A port that hung up may read as empty for ever instead of closing (serialport 13 then reads
    // in a tight loop), so its presence is asked for.
    if (options.drain) this.#probe = setInterval(() => this.#askPresence(), probeIntervalMs);
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#dataListener = listener;
    const early = this.#early;
    this.#early = [];
    for (const bytes of early) listener(bytes);
  }

  onLost(listener: (failure: TransportFailure) => void): void {
    if (this.#loss) listener(this.#loss);
    else this.#lostListeners.push(listener);
  }

  write(bytes: Uint8Array): Promise<Result<void, TransportFailure>> {
    if (this.#closing) return Promise.resolve(err({ kind: 'lost', detail: 'the line was closed' }));
    if (this.#loss) return Promise.resolve(err(this.#loss));
    return new Promise((resolve) => {
      const { writeDeadlineMs } = this.#options;
      const timer = setTimeout(
        () => resolve(err({ kind: 'timeout', detail: `not written within ${writeDeadlineMs} ms` })),
        writeDeadlineMs,
      );
      const settle = (result: Result<void, TransportFailure>) => {
        clearTimeout(timer);
        resolve(result);
      };
      const lost = (error: Error) => settle(err({ kind: 'lost', detail: error.message }));
      this.#options.stream.write(bytes, (error) => {
        if (error) lost(error);
        else if (this.#options.drain) this.#options.drain().then(() => settle(ok(undefined)), lost);
        else settle(ok(undefined));
      });
    });
  }

  close(): Promise<void> {
    clearInterval(this.#probe);
    this.#closing ??= this.#options.release();
    return this.#closing;
  }

  #askPresence(): void {
    if (this.#asking) return;
    this.#asking = true;
    this.#options.drain?.().then(
      () => {
        this.#asking = false;
      },
      (error: Error) => this.#lose(error.message),
    );
  }

  #lose(detail: string): void {
    if (this.#loss || this.#closing) return;
    this.#loss = { kind: 'lost', detail };
    // A half-open socket or a dangling port keeps its descriptor until it is released.
    this.close().catch(() => {});
    for (const listener of this.#lostListeners) listener(this.#loss);
  }
}
