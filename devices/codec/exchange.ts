import type { Clock } from '../../contract/clock.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { FrameScanner } from './frame-scanner.ts';
import { OneAtATime } from './one-at-a-time.ts';

export type ExchangeFailure =
  /** No answer in time. `pendingBytes` of one had arrived. What the device did is not known. */
  | { kind: 'timeout'; pendingBytes: number }
  | { kind: 'lost'; detail: string }
  | { kind: 'aborted' }
  /** An answer arrived whose check is wrong, and none that is right. */
  | { kind: 'damaged' };

export interface ExchangeRequest {
  bytes: Uint8Array;
  /** From the write to the last byte of the answer. */
  deadlineMs: number;
  /** Once the answer began: silence after which the rest will not come. Default: the deadline alone. */
  silenceMs?: number;
  signal?: AbortSignal;
  /** Which frame answers this request; others go to `onUnasked`. Default: any. */
  accept?: (frame: Uint8Array) => boolean;
}

/** What an exchange needs of a line of bytes; the lines of every transport have it. */
export interface ExchangeLine {
  write(bytes: Uint8Array): Promise<Result<void, { detail: string }>>;
  onData(listener: (bytes: Uint8Array) => void): void;
  onLost(listener: (failure: { detail: string }) => void): void;
}

export interface ExchangeOptions {
  line: ExchangeLine;
  scanner: FrameScanner;
  clock: Clock;
  /** Frames no request waits for: events of the device, and answers that came too late. */
  onUnasked?: (frame: Uint8Array) => void;
}

/** A damaged answer is final after so much silence: a good one may still be behind it. */
const damageSettleMs = 30;
/** No frame pauses for so long between two of its bytes. */
const staleMs = 50;

/** Question and answer on one line, one in flight; further requests wait for their turn. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #turns = new OneAtATime();
  #waiting:
    | { onBytes(): void; onFrame(frame: Uint8Array): boolean; onLost(detail: string): void }
    | undefined;
  #loss: string | undefined;
  #lastBytesMs = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    options.line.onData((bytes) => {
      this.#lastBytesMs = options.clock.monotonicMs();
      this.#deliver(options.scanner.push(bytes));
      this.#waiting?.onBytes();
    });
    options.line.onLost((failure) => {
      this.#loss = failure.detail;
      this.#waiting?.onLost(failure.detail);
    });
  }

  request(request: ExchangeRequest): Promise<Result<Uint8Array, ExchangeFailure>> {
    return this.#turns.run(() => this.#perform(request));
  }

  #deliver(frames: Uint8Array[]): void {
    for (const frame of frames) {
      if (!this.#waiting?.onFrame(frame)) this.#options.onUnasked?.(frame);
    }
  }

  #perform(request: ExchangeRequest): Promise<Result<Uint8Array, ExchangeFailure>> {
    const { line, scanner, clock } = this.#options;
    const { signal, silenceMs } = request;
    if (signal?.aborted) return Promise.resolve(err({ kind: 'aborted' }));
    if (this.#loss !== undefined) return Promise.resolve(err({ kind: 'lost', detail: this.#loss }));
    // An old half of a frame would swallow the answer; a young one may be an event still coming in.
    if (clock.monotonicMs() - this.#lastBytesMs > staleMs) this.#deliver(scanner.abandon());
    const damagedBefore = scanner.damagedCount;
    return new Promise((resolve) => {
      const settle = (result: Result<Uint8Array, ExchangeFailure>) => {
        this.#waiting = undefined;
        cancelDeadline();
        cancelSilence();
        signal?.removeEventListener('abort', abort);
        resolve(result);
      };
      const giveUp = () => {
        const { pendingBytes } = scanner;
        this.#deliver(scanner.abandon());
        if (this.#waiting !== waiting) return;
        if (scanner.damagedCount > damagedBefore) settle(err({ kind: 'damaged' }));
        else settle(err({ kind: 'timeout', pendingBytes }));
      };
      const abort = () => settle(err({ kind: 'aborted' }));
      const cancelDeadline = clock.after(request.deadlineMs, giveUp);
      let cancelSilence = () => {};
      const waiting = {
        onBytes: () => {
          cancelSilence();
          if (scanner.damagedCount > damagedBefore) cancelSilence = clock.after(damageSettleMs, giveUp);
          else if (silenceMs !== undefined) cancelSilence = clock.after(silenceMs, giveUp);
        },
        onFrame: (frame: Uint8Array) => {
          if (request.accept && !request.accept(frame)) return false;
          settle(ok(frame));
          return true;
        },
        onLost: (detail: string) => settle(err({ kind: 'lost', detail })),
      };
      this.#waiting = waiting;
      signal?.addEventListener('abort', abort, { once: true });
      line.write(request.bytes).then((written) => {
        if (!written.ok && this.#waiting === waiting) {
          settle(err({ kind: 'lost', detail: written.error.detail }));
        }
      }, abort);
    });
  }
}
