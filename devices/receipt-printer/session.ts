import type { Clock } from '../../contract/clock.ts';
import { OneAtATime } from '../codec/index.ts';
import type { ByteLine } from '../transport/index.ts';
import { cutCounter, encodeCommand, type PrinterCommand, type StatusPart } from './commands.ts';
import { type PrinterReply, ReplyScanner } from './replies.ts';
import {
  blockingFault,
  fromAutomaticStatus,
  isStoppedByError,
  noConditions,
  type PrinterConditions,
  withRealTimeStatus,
} from './status.ts';

export interface SessionOptions {
  line: ByteLine;
  clock: Clock;
  /** For one answer to DLE EOT, which units give at once even while they print. */
  statusDeadlineMs: number;
  /** For the cut counter, which is answered in the order of the data. */
  counterDeadlineMs: number;
  onConditions: (conditions: PrinterConditions) => void;
}

/**
 * `silent`: the patience ran out while the unit reported nothing that would explain it; `withdrawn`: nobody
 * waits any more, and the unit reports what keeps it from printing.
 */
export type Processed = 'processed' | 'silent' | 'lost' | 'withdrawn';

const chunkBytes = 512;
const rememberedProcessIds = 16;
const allParts = [1, 2, 3, 4] as const satisfies readonly StatusPart[];

/** The talk with the unit over one line, from its opening to its loss. */
export class PrinterSession {
  readonly #options: SessionOptions;
  readonly #scanner = new ReplyScanner();
  /** Nothing is sent into the middle of a job's data, and only one question is open. */
  readonly #turns = new OneAtATime();
  readonly #replyListeners = new Set<(reply: PrinterReply) => void>();
  readonly #conditionListeners = new Set<() => void>();
  readonly #lost = new AbortController();
  #processed: readonly string[] = [];
  #conditions = noConditions;

  constructor(options: SessionOptions) {
    this.#options = options;
    options.line.onData((bytes) => {
      for (const reply of this.#scanner.push(bytes)) this.#take(reply);
    });
    options.line.onLost(() => this.lose());
  }

  get conditions(): PrinterConditions {
    return this.#conditions;
  }

  /** Aborts when the line is gone. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Ends the session; everybody who waits for an answer hears of it. */
  lose(): void {
    this.#lost.abort();
  }

  /** Asks DLE EOT for everything; false when an answer stays out. Answers do not say which question they belong to. */
  askStatus(): Promise<boolean> {
    return this.#turns.run(async () => {
      const answers: [StatusPart, number][] = [];
      for (const part of allParts) {
        const byte = await this.#ask(
          { name: 'request_status', part },
          this.#options.statusDeadlineMs,
          (reply) => (reply.kind === 'status' ? reply.byte : null),
        );
        if (byte === null) return false;
        answers.push([part, byte]);
      }
      // Taken over together: half of them would show causes without their errors.
      this.#setConditions(
        answers.reduce(
          (conditions, [part, byte]) => withRealTimeStatus(conditions, part, byte),
          this.#conditions,
        ),
      );
      return true;
    });
  }

  /** Cumulative cuts by GS g 2; null when the unit does not answer. */
  readCutCount(): Promise<number | null> {
    const { counterDeadlineMs } = this.#options;
    return this.#turns.run(() =>
      this.#ask({ name: 'request_counter', counter: cutCounter }, counterDeadlineMs, (reply) =>
        reply.kind === 'counter' ? reply.value : null,
      ),
    );
  }

  /**
   * Sends in portions. A portion that is not taken in time is waited for while the unit reports why
   * (its buffer is full because paper is missing); without a reason the session is lost. Ends early when
   * nobody wants it any more and the unit cannot go on.
   */
  send(bytes: Uint8Array, withdrawn?: AbortSignal): Promise<void> {
    const isOver = () => this.lost.aborted || (withdrawn?.aborted === true && this.isHeldUp);
    return this.#turns.run(async () => {
      for (let offset = 0; offset < bytes.length && !isOver(); offset += chunkBytes) {
        await this.#write(bytes.subarray(offset, offset + chunkBytes));
      }
    });
  }

  /**
   * Waits until the unit has processed everything up to this process id. Its patience runs only
   * while the unit reports nothing that keeps it from printing; then it waits without end.
   */
  awaitProcessed(processId: string, patienceMs: number, withdrawn?: AbortSignal): Promise<Processed> {
    if (this.wasProcessed(processId)) return Promise.resolve('processed');
    return new Promise((resolve) => {
      let cancelPatience = () => {};
      const settle = (outcome: Processed) => {
        cancelPatience();
        this.#replyListeners.delete(onReply);
        this.#conditionListeners.delete(restartPatience);
        this.lost.removeEventListener('abort', onLost);
        withdrawn?.removeEventListener('abort', restartPatience);
        resolve(outcome);
      };
      const onLost = () => settle('lost');
      const onReply = (reply: PrinterReply) => {
        if (reply.kind === 'process_id' && reply.processId === processId) settle('processed');
      };
      const restartPatience = () => {
        cancelPatience();
        if (this.isHeldUp && withdrawn?.aborted) settle('withdrawn');
        else if (this.isHeldUp) cancelPatience = () => {};
        else cancelPatience = this.#options.clock.after(patienceMs, () => settle('silent'));
      };
      this.#replyListeners.add(onReply);
      this.#conditionListeners.add(restartPatience);
      this.lost.addEventListener('abort', onLost);
      withdrawn?.addEventListener('abort', restartPatience);
      if (this.lost.aborted) onLost();
      else restartPatience();
    });
  }

  /** The unit reports a cause that keeps it from printing. */
  get isHeldUp(): boolean {
    return blockingFault(this.#conditions) !== null;
  }

  /** Did this process id come back on this line? */
  wasProcessed(processId: string): boolean {
    return this.#processed.includes(processId);
  }

  /** Hears of this process id once, whenever it comes. */
  onProcessed(processId: string, listener: () => void): void {
    const onReply = (reply: PrinterReply) => {
      if (reply.kind !== 'process_id' || reply.processId !== processId) return;
      this.#replyListeners.delete(onReply);
      listener();
    };
    this.#replyListeners.add(onReply);
  }

  /** Hears of every change; the returned function ends it. */
  onConditions(listener: () => void): () => void {
    this.#conditionListeners.add(listener);
    return () => this.#conditionListeners.delete(listener);
  }

  #ask<Answer>(
    question: PrinterCommand,
    deadlineMs: number,
    pick: (reply: PrinterReply) => Answer | null,
  ): Promise<Answer | null> {
    if (this.lost.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const settle = (answer: Answer | null) => {
        cancelDeadline();
        this.#replyListeners.delete(onReply);
        this.lost.removeEventListener('abort', onLost);
        resolve(answer);
      };
      const onLost = () => settle(null);
      const onReply = (reply: PrinterReply) => {
        const answer = pick(reply);
        if (answer !== null) settle(answer);
      };
      const cancelDeadline = this.#options.clock.after(deadlineMs, () => settle(null));
      this.#replyListeners.add(onReply);
      this.lost.addEventListener('abort', onLost);
      this.#write(encodeCommand(question)).catch(onLost);
    });
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const written = await this.#options.line.write(bytes);
    if (written.ok) return;
    // The portion stays queued in its order and goes out as soon as the unit takes data again.
    const waiting = written.error.kind === 'timeout' && blockingFault(this.#conditions) !== null;
    if (!waiting) this.lose();
  }

  #take(reply: PrinterReply): void {
    if (reply.kind === 'automatic_status') {
      this.#setConditions(fromAutomaticStatus(this.#conditions, reply.bytes));
    }
    if (reply.kind === 'process_id') {
      this.#processed = [...this.#processed, reply.processId].slice(-rememberedProcessIds);
    }
    for (const listener of [...this.#replyListeners]) listener(reply);
  }

  #setConditions(conditions: PrinterConditions): void {
    const before = this.#conditions;
    this.#conditions = conditions;
    if (meaningOf(conditions) === meaningOf(before)) return;
    if (mayRecover(before, conditions)) {
      this.send(encodeCommand({ name: 'recover', manner: 'restart_line' })).catch(() => this.lose());
    }
    for (const listener of [...this.#conditionListeners]) listener();
    this.#options.onConditions(conditions);
  }
}

function meaningOf({ raw: _, ...meaning }: PrinterConditions): string {
  return JSON.stringify(meaning);
}

/**
 * The cause of a jam or cutter error is gone: the error bits fell and the unit waits to be told; or,
 * on units whose bits stay until then, a person opened the cover and closed it again.
 */
function mayRecover(before: PrinterConditions, now: PrinterConditions): boolean {
  if (now.coverOpen) return false;
  const stopped = isStoppedByError(now);
  if (stopped) return before.coverOpen;
  return (
    now.waitingForRecovery && (isStoppedByError(before) || !before.waitingForRecovery || before.coverOpen)
  );
}
