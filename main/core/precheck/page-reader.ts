import type { Clock } from '../../../contract/clock.ts';
import type { PageReading } from '../../../contract/precheck.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { Engine } from './engine.ts';
import type { LayoutName } from './layouts.ts';

/** `busy`: the queue is full. `overdue`, `engine_lost`: the engine is being replaced. */
export type ReadFailure = 'busy' | 'overdue' | 'engine_lost' | 'cancelled';
type ReadResult = Result<PageReading, ReadFailure>;

export const maxWaiting = 2;
export const readDeadlineMs = 10_000;
export const warmUpDeadlineMs = 30_000;
/** From the call to the answer, with the pages before it and a change of engine. */
export const waitDeadlineMs = 40_000;
/** Between the loss of an engine that never became warm and the next attempt. */
export const restartDelayMs = 1000;
/** So many in a row that never became warm, and there is no use in going on. */
export const maxColdLosses = 3;

interface Job {
  jobId: number;
  layout: LayoutName;
  image: Uint8Array<ArrayBuffer>;
  settle(result: ReadResult): void;
}

/**
 * Reads pages one at a time and at most `maxWaiting` wait. The engine that overruns its deadline or
 * breaks down is replaced; the next page is read by its successor. A cancelled page answers at
 * once, but the engine finishes it before the next one starts, within the same deadline.
 */
export class PageReader {
  readonly #start: () => Engine;
  readonly #clock: Clock;
  readonly #onBroken: () => void;
  readonly #waiting: Job[] = [];
  /** Null in the moment between two engines. */
  #engine: Engine | null = null;
  #warm = false;
  #closed = false;
  #current: Job | null = null;
  #cancelDeadline: () => void = () => {};
  #warmWaiters: (() => void)[] = [];
  #coldLosses = 0;
  #nextJobId = 1;

  /** `onBroken`: engines do not start any more. */
  constructor(start: () => Engine, clock: Clock, onBroken: () => void) {
    this.#start = start;
    this.#clock = clock;
    this.#onBroken = onBroken;
    this.#replace();
  }

  /** Resolves once an engine is warm; after a breakdown, the next one. */
  async warm(): Promise<void> {
    if (this.#warm) return;
    await new Promise<void>((resolve) => this.#warmWaiters.push(resolve));
  }

  /** Takes `image` over: it is transferred to the engine, or overwritten where it is not read. */
  read(layout: LayoutName, image: Uint8Array<ArrayBuffer>, signal?: AbortSignal): Promise<ReadResult> {
    if (signal?.aborted || this.#closed || this.#waiting.length >= maxWaiting) {
      image.fill(0);
      return Promise.resolve(err(signal?.aborted || this.#closed ? 'cancelled' : 'busy'));
    }
    return new Promise((resolve) => {
      const onAbort = () => this.#withdraw(job, 'cancelled');
      const stopWaiting = this.#clock.after(waitDeadlineMs, () => this.#withdraw(job, 'overdue'));
      const job: Job = {
        jobId: this.#nextJobId++,
        layout,
        image,
        settle: (result) => {
          signal?.removeEventListener('abort', onAbort);
          stopWaiting();
          resolve(result);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  /** Ends the engine and answers everything that waits. */
  close(): void {
    this.#closed = true;
    this.#cancelDeadline();
    this.#engine?.end();
    this.#current?.settle(err('cancelled'));
    for (const job of this.#waiting.splice(0)) {
      job.image.fill(0);
      job.settle(err('cancelled'));
    }
  }

  #next(): void {
    if (!this.#warm || this.#current) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    this.#cancelDeadline = this.#clock.after(readDeadlineMs, () => this.#lose('overdue'));
    this.#engine?.post({ jobId: job.jobId, layout: job.layout, image: job.image });
  }

  #withdraw(job: Job, failure: ReadFailure): void {
    const index = this.#waiting.indexOf(job);
    if (index >= 0) {
      this.#waiting.splice(index, 1);
      job.image.fill(0);
    }
    job.settle(err(failure));
  }

  #replace(): void {
    const engine = this.#start();
    this.#engine = engine;
    this.#cancelDeadline = this.#clock.after(warmUpDeadlineMs, () => this.#lose('engine_lost'));
    engine.onEvent((event) => {
      if (engine !== this.#engine) return;
      if (event.kind === 'warm') this.#becomeWarm();
      else if (event.jobId === this.#current?.jobId) this.#finish(ok(event.reading));
    });
    engine.onGone(() => {
      if (engine === this.#engine) this.#lose('engine_lost');
    });
  }

  #becomeWarm(): void {
    this.#cancelDeadline();
    this.#warm = true;
    this.#coldLosses = 0;
    for (const resolve of this.#warmWaiters.splice(0)) resolve();
    this.#next();
  }

  #finish(result: ReadResult): void {
    this.#cancelDeadline();
    const job = this.#current;
    this.#current = null;
    job?.settle(result);
    this.#next();
  }

  /** An engine lost while cold would be lost again at once, so it is given a moment. */
  #lose(failure: 'overdue' | 'engine_lost'): void {
    if (this.#closed) return;
    const wasWarm = this.#warm;
    this.#cancelDeadline();
    this.#warm = false;
    const lost = this.#engine;
    this.#engine = null;
    lost?.end();
    const job = this.#current;
    this.#current = null;
    if (wasWarm) this.#replace();
    else this.#cancelDeadline = this.#clock.after(restartDelayMs, () => this.#replace());
    job?.settle(err(failure));
    if (!wasWarm && ++this.#coldLosses === maxColdLosses) this.#onBroken();
  }
}
