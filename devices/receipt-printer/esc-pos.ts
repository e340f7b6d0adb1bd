import { type Clock, systemClock } from '../../contract/clock.ts';
import type { PrintInput, ReceiptPrinterStatus } from '../../contract/device-classes.ts';
import type { Completion, Fault } from '../../contract/device-common.ts';
import type { ReceiptDocument } from '../../contract/receipt-document.ts';
import { Feed } from '../../link/index.ts';
import { OneAtATime } from '../codec/index.ts';
import { KeptConnection, noAnswerStatus, noRecoveryMeans, pause, type RecoveryMeans } from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { concatenate, encodeCommand, encodeCommands } from './commands.ts';
import { cancelled, done, noConfirmation, refused, unknown } from './completions.ts';
import { encodeSlip } from './encode-slip.ts';
import { JobMemory, type PrintJob } from './job-memory.ts';
import type { ReceiptPrinter } from './port.ts';
import { PrinterSession } from './session.ts';
import { blockingFault, type RollSize, reduceStatus, rollOf } from './status.ts';

export interface EscPosPrinterOptions {
  transport: Transport;
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  /** `status_only` for units that know neither GS ( H nor GS g 2: their clean status is the only witness. */
  evidence?: 'process_id' | 'status_only';
  /** Papers on a full roll; low from so few on. */
  roll?: RollSize;
  heartbeatIntervalMs?: number;
  statusDeadlineMs?: number;
  counterDeadlineMs?: number;
  /** Estimate of the slowest unit, from which the time for a slip follows. */
  slowestMmPerS?: number;
  /** Beyond the time the paper needs, while the unit reports nothing that explains its silence. */
  patienceMs?: number;
  /** How long a job whose line was lost waits for a new line before it is called unknown. */
  recoveryMs?: number;
}

/** A job whose line was lost before it was confirmed, and what may still prove it. */
interface Interrupted {
  job: PrintJob;
  processId: string;
  cutCountBefore: number | null;
  /** Somebody was inside: units cut by themselves when they are closed, so the counter proves nothing. */
  coverSeenOpen: boolean;
  patienceMs: number;
}

const dotsPerMm = 8;
/** A quick second look after an answer stayed out: two in a row and the line is given up. */
const secondLookMs = 200;
/** Fills up whatever block of a job the unit may still be waiting for; outside a block it ignores NUL. */
const flushBytes = 4096;

/** Thermal printer speaking ESC/POS over TCP or a serial line. */
export class EscPosPrinter implements ReceiptPrinter {
  readonly status: Feed<ReceiptPrinterStatus>;
  readonly #options: Required<EscPosPrinterOptions>;
  readonly #connection: KeptConnection<ReceiptPrinterStatus>;
  readonly #jobs = new JobMemory();
  readonly #turns = new OneAtATime();
  readonly #session = new Feed<PrinterSession | null>(null);
  #interrupted: Interrupted | null = null;
  #processIds = 0;
  #busy = 0;

  constructor(options: EscPosPrinterOptions) {
    this.#options = {
      clock: systemClock,
      means: noRecoveryMeans,
      evidence: 'process_id',
      heartbeatIntervalMs: 1000,
      statusDeadlineMs: 600,
      counterDeadlineMs: 3000,
      slowestMmPerS: 50,
      patienceMs: 10_000,
      recoveryMs: 10_000,
      roll: { capacity: 300, threshold: 30 },
      ...options,
    };
    const { transport, clock, means, roll } = this.#options;
    this.#connection = new KeptConnection<ReceiptPrinterStatus>({
      transport,
      clock,
      means,
      away: (status) => ({
        ...status,
        paper: 'unknown',
        coverOpen: false,
        storage: [rollOf('unknown', roll)],
      }),
      serve: (line, signal) => this.#serve(line, signal),
      mayRestartHost: () => this.#busy === 0 && this.#interrupted === null,
    });
    this.status = this.#connection.status;
  }

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  print({ jobId, document }: PrintInput, signal: AbortSignal): Promise<Completion> {
    const known = this.#jobs.find(jobId);
    // What was refused never came out, so it may be tried again under the same name.
    if (known && known.completion?.effect !== 'none') return follow(known, signal);
    return follow(
      this.#jobs.begin(jobId, (job) => this.#inTurn(() => this.#run(job, document))),
      signal,
    );
  }

  async lookUpJob(jobId: string): Promise<Completion> {
    const job = this.#jobs.find(jobId);
    if (job) return job.completion ?? unknown(blockingFaultOf(this.#session.value), { running: true });
    const cutCount = await this.readCutCount();
    return unknown(null, cutCount === null ? {} : { cutCount });
  }

  async cancel(jobId: string, signal: AbortSignal): Promise<Completion> {
    const job = this.#jobs.find(jobId);
    if (!job) return unknown(null, {});
    job.withdrawal.abort();
    return job.completion ?? follow(job, signal);
  }

  readCutCount(): Promise<number | null> {
    if (this.#busy > 0 || this.#options.evidence === 'status_only') return Promise.resolve(null);
    return this.#inTurn(async () => (await this.#session.value?.readCutCount()) ?? null);
  }

  /* ---- the line ---- */

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, statusDeadlineMs, counterDeadlineMs } = this.#options;
    const session = new PrinterSession({
      line,
      clock,
      statusDeadlineMs,
      counterDeadlineMs,
      onConditions: (conditions) => {
        if (this.#session.value === session)
          this.#connection.publish(reduceStatus(conditions, this.#options.roll));
      },
    });
    signal.addEventListener('abort', () => session.lose());
    if (await session.askStatus()) {
      await session.send(encodeCommand({ name: 'set_automatic_status', mask: 0x0f }));
      this.#session.set(session);
      this.#connection.publish(reduceStatus(session.conditions, this.#options.roll));
      if (this.#interrupted && this.#busy === 0)
        this.#inTurn(() => this.#settleEarlier()).catch(() => session.lose());
      await this.#keepAlive(session);
      this.#session.set(null);
    }
    session.lose();
  }

  async #keepAlive(session: PrinterSession): Promise<void> {
    const { clock, heartbeatIntervalMs } = this.#options;
    const askAfter = async (delayMs: number) => {
      await pause(clock, delayMs, session.lost);
      return session.lost.aborted ? null : (await session.askStatus()) || null;
    };
    const secondLook = () => askAfter(secondLookMs);
    for (let alive = true; alive; ) {
      const answer =
        (await askAfter(heartbeatIntervalMs)) ?? (await this.#connection.askAgain(secondLook, session.lost));
      alive = answer !== null;
    }
  }

  async #sessionWithin(waitMs: number): Promise<PrinterSession | null> {
    const given = new AbortController();
    const cancel = this.#options.clock.after(waitMs, () => given.abort());
    const signal = AbortSignal.any([given.signal, this.#connection.stopping]);
    try {
      for await (const session of this.#session.follow(signal))
        if (session && !session.lost.aborted) return session;
      return null;
    } finally {
      cancel();
    }
  }

  /* ---- a job ---- */

  #inTurn<Value>(task: () => Promise<Value>): Promise<Value> {
    this.#busy += 1;
    return this.#turns.run(task).finally(() => {
      this.#busy -= 1;
    });
  }

  async #run(job: PrintJob, document: ReceiptDocument): Promise<Completion> {
    await this.#settleEarlier();
    const session = this.#session.value;
    if (!session) return refused(this.status.value.fault ?? noAnswerStatus.fault);
    const slip = await encodeSlip(document);
    if (!(await session.askStatus())) return refused(noAnswerStatus.fault);
    const blocking = blockingFault(session.conditions);
    if (blocking) return refused(blocking);
    const confirms = this.#options.evidence === 'process_id';
    const cutCountBefore = confirms ? await session.readCutCount() : null;
    if (job.followers === 0 || job.withdrawal.signal.aborted) return refused(cancelled);
    if (session.lost.aborted) return refused(noAnswerStatus.fault);

    job.sent = true;
    const printMs = (slip.heightDots / dotsPerMm / this.#options.slowestMmPerS) * 1000;
    const patienceMs = confirms ? printMs + this.#options.patienceMs : printMs;
    const processId = this.#nextProcessId();
    const attempt: Interrupted = { job, processId, cutCountBefore, coverSeenOpen: false, patienceMs };
    const unwatch = session.onConditions(() => {
      attempt.coverSeenOpen ||= session.conditions.coverOpen;
    });
    const confirmed = this.#confirm(session, attempt, slip.bytes);
    const completion = await confirmed.finally(unwatch);
    return completion ?? this.#recover(attempt);
  }

  /** Sends the job and waits for its confirmation; null when the line was lost. */
  async #confirm(
    session: PrinterSession,
    attempt: Interrupted,
    slip: Uint8Array,
  ): Promise<Completion | null> {
    if (this.#options.evidence === 'status_only') return this.#confirmByStatus(session, attempt, slip);
    const { processId, patienceMs, cutCountBefore } = attempt;
    const withdrawn = attempt.job.withdrawal.signal;
    const confirmation = encodeCommand({ name: 'request_process_id', processId });
    await session.send(concatenate([slip, confirmation]), withdrawn);
    const processed = await session.awaitProcessed(processId, patienceMs, withdrawn);
    if (processed === 'lost') return null;
    if (processed === 'withdrawn') return this.#takeBack(session, attempt);
    // A unit that is silent by now is not waited for twice: its silence has to be told in time.
    const cutCount = (await session.askStatus()) ? await session.readCutCount() : null;
    const counts = countsOf(cutCountBefore, cutCount);
    if (processed === 'processed') return done({ confirmation: 'process_id', ...counts });
    if (session.lost.aborted) return null;
    if (provesCut(attempt, cutCount)) return done({ confirmation: 'cut_counter', ...counts });
    session.onProcessed(processId, () => {
      attempt.job.completion = done({ confirmation: 'process_id_late', ...counts });
    });
    await session.send(new Uint8Array(flushBytes));
    await this.#cutOffRemnant(session);
    return unknown(blockingFault(session.conditions) ?? noConfirmation, counts);
  }

  async #confirmByStatus(
    session: PrinterSession,
    attempt: Interrupted,
    slip: Uint8Array,
  ): Promise<Completion | null> {
    const withdrawn = attempt.job.withdrawal.signal;
    await session.send(slip, withdrawn);
    for (;;) {
      // No id is ever answered: what counts is that the time the paper needs passed without a fault.
      const processed = await session.awaitProcessed('', attempt.patienceMs, withdrawn);
      if (processed === 'lost') return null;
      if (processed === 'withdrawn') return this.#takeBack(session, attempt);
      if (!(await session.askStatus())) return unknown(noAnswerStatus.fault, {});
      if (!blockingFault(session.conditions)) return done({ confirmation: 'status_only' });
    }
  }

  /* ---- after a loss ---- */

  async #recover(attempt: Interrupted): Promise<Completion> {
    const { clock, recoveryMs } = this.#options;
    const untilMs = clock.monotonicMs() + recoveryMs;
    while (clock.monotonicMs() < untilMs) {
      const session = await this.#sessionWithin(untilMs - clock.monotonicMs());
      if (!session) break;
      const settled = await this.#settle(session, attempt);
      if (settled) return settled;
    }
    this.#interrupted = attempt;
    return unknown(noAnswerStatus.fault, countsOf(attempt.cutCountBefore, null));
  }

  async #settleEarlier(): Promise<void> {
    const attempt = this.#interrupted;
    const session = this.#session.value;
    if (!attempt || !session) return;
    const settled = await this.#settle(session, attempt);
    if (!settled) return;
    this.#interrupted = null;
    attempt.job.completion = settled;
  }

  /**
   * On a new line: lets the unit finish what it holds, then asks for evidence. Exactly one cut more
   * than before the job is this job's. Null when the line was lost again.
   */
  async #settle(session: PrinterSession, attempt: Interrupted): Promise<Completion | null> {
    const drained = await this.#drain(session, attempt.patienceMs);
    const cutCount = drained ? await session.readCutCount() : null;
    if (session.lost.aborted) return null;
    const counts = countsOf(attempt.cutCountBefore, cutCount);
    if (session.wasProcessed(attempt.processId)) return done({ confirmation: 'process_id', ...counts });
    if (provesCut(attempt, cutCount)) return done({ confirmation: 'cut_counter', ...counts });
    await this.#cutOffRemnant(session);
    return unknown(blockingFault(session.conditions), counts);
  }

  async #drain(session: PrinterSession, patienceMs: number): Promise<boolean> {
    const flush = new Uint8Array(flushBytes);
    if (this.#options.evidence === 'status_only') {
      await session.send(flush);
      return false;
    }
    const processId = this.#nextProcessId();
    await session.send(concatenate([flush, encodeCommand({ name: 'request_process_id', processId })]));
    return (await session.awaitProcessed(processId, patienceMs)) === 'processed';
  }

  /**
   * Clears what the unit holds of a job that nobody waits for. Whether its last line was cut before the
   * cause came cannot be told.
   */
  async #takeBack(session: PrinterSession, { cutCountBefore }: Interrupted): Promise<Completion> {
    // The second one is for units stopped by an error, which obey it instead of the first.
    await session.send(
      encodeCommands([{ name: 'clear_buffers' }, { name: 'recover', manner: 'clear_buffers' }]),
    );
    await session.send(new Uint8Array(flushBytes));
    await this.#cutOffRemnant(session);
    return unknown(cancelled, { ...countsOf(cutCountBefore, null), cancelled: true });
  }

  /**
   * What may hang in the slot falls now and never onto the next resident's slip. Two cuts, so that
   * the counter differs by more than the one cut that would prove the job.
   */
  #cutOffRemnant(session: PrinterSession): Promise<void> {
    const cut = { name: 'feed_and_cut', dots: 0 } as const;
    return session.send(
      encodeCommands([{ name: 'initialize' }, { name: 'set_automatic_status', mask: 0x0f }, cut, cut]),
    );
  }

  #nextProcessId(): string {
    this.#processIds = (this.#processIds + 1) % 36 ** 4;
    return this.#processIds.toString(36).toUpperCase().padStart(4, '0');
  }
}

function blockingFaultOf(session: PrinterSession | null): Fault | null {
  return session ? blockingFault(session.conditions) : noAnswerStatus.fault;
}

function provesCut({ cutCountBefore, coverSeenOpen }: Interrupted, cutCount: number | null): boolean {
  return cutCountBefore !== null && cutCount === cutCountBefore + 1 && !coverSeenOpen;
}

function countsOf(cutCountBefore: number | null, cutCount: number | null): Completion['evidence'] {
  return {
    ...(cutCountBefore === null ? {} : { cutCountBefore }),
    ...(cutCount === null ? {} : { cutCount }),
  };
}

/** Waits for a job as long as the caller does. Nobody waiting before it is sent means it is not sent. */
function follow(job: PrintJob, signal: AbortSignal): Promise<Completion> {
  job.followers += 1;
  return new Promise((resolve, reject) => {
    let following = true;
    const leave = () => {
      if (!following) return;
      following = false;
      signal.removeEventListener('abort', onAbort);
      job.followers -= 1;
    };
    const onAbort = () => {
      leave();
      const mayPrint = job.sent || job.followers > 0;
      resolve(job.completion ?? (mayPrint ? unknown(cancelled, { running: true }) : refused(cancelled)));
    };
    signal.addEventListener('abort', onAbort);
    job.finished.then(
      (completion) => {
        leave();
        resolve(job.completion ?? completion);
      },
      (error: unknown) => {
        leave();
        reject(error);
      },
    );
    if (signal.aborted) onAbort();
  });
}
