import type { Clock } from '../../contract/clock.ts';
import type { Completion } from '../../contract/device-common.ts';
import { pause } from '../host/index.ts';
import { documentFault } from './fault-texts.ts';
import type { IppFailure } from './ipp-client.ts';
import type { DocumentRun } from './job-memory.ts';
import type { PrinterOperations } from './operations.ts';
import { decideEnded, decideMissing, refused, unknown } from './outcome.ts';
import type { DocumentToPrint } from './port.ts';
import { hasEnded, type JobReport } from './reports.ts';
import { blockingFault, faultOfFailure } from './status.ts';

export interface JobPatience {
  /** Between two questions about a running job. */
  pollMs: number;
  /** How long a job may make no progress while the printer names no cause; then it is withdrawn. */
  patienceMs: number;
  /** How long a printer may be away in the middle of a job before the job is called unknown. */
  recoveryMs: number;
  /** How long counts may lag behind the end of a job, and a job behind the loss of its answer. */
  settleMs: number;
}

interface JobRunContext {
  operations: PrinterOperations;
  clock: Clock;
  patience: JobPatience;
  stopping: AbortSignal;
}

/** Why this driver took a job back. */
type Withdrawal = 'cancelled' | 'job_stuck' | null;

/** The name under which printers list a job; it tells nothing about a person. */
export function jobNameOf(jobId: string): string {
  return `budayang-${jobId}`;
}

/** Takes one document from the first question to what it came to. */
export class JobRun {
  readonly #context: JobRunContext;
  readonly #run: DocumentRun;

  constructor(context: JobRunContext, run: DocumentRun) {
    this.#context = context;
    this.#run = run;
  }

  async execute(document: DocumentToPrint & { media: string }): Promise<Completion> {
    const { operations, clock } = this.#context;
    const printer = await operations.readPrinter();
    if (!printer.ok) return refused(faultOfFailure(printer.error));
    const blocked = blockingFault(printer.value);
    if (blocked) return refused(blocked);
    const { mediaReady, sheetCount } = printer.value;
    if (mediaReady.length > 0 && !mediaReady.includes(document.media))
      return refused(documentFault('media_not_loaded', mediaReady.join(' ')));

    const jobName = jobNameOf(this.#run.jobId);
    const earlier = await operations.findJob(jobName);
    if (!earlier.ok) return refused(faultOfFailure(earlier.error));
    if (this.#isAbandoned) return refused(documentFault('cancelled'));
    if (earlier.value) {
      this.#run.sentAtMs = clock.monotonicMs();
      return this.#watch(earlier.value);
    }

    this.#run.countBefore = sheetCount;
    this.#run.sentAtMs = clock.monotonicMs();
    const sent = await operations.printJob({
      jobName,
      document: document.pdf,
      copies: document.copies,
      media: document.media,
    });
    if (sent.ok) return this.#watch(sent.value);
    if (sent.error.kind === 'unreachable') {
      this.#run.sentAtMs = null;
      return refused(faultOfFailure(sent.error));
    }
    return this.#searchAfter(sent.error);
  }

  get #isAbandoned(): boolean {
    return this.#run.abandoned.signal.aborted || this.#context.stopping.aborted;
  }

  /** The document was sent and its answer is missing, or a refusal: is there a job of this name? */
  async #searchAfter(failure: IppFailure): Promise<Completion> {
    const { operations, clock, patience } = this.#context;
    const sinceMs = clock.monotonicMs();
    const lastedMs = () => clock.monotonicMs() - sinceMs;
    let answeredAfterMs: number | null = null;
    while (!this.#context.stopping.aborted) {
      const found = await operations.findJob(jobNameOf(this.#run.jobId));
      if (found.ok && found.value) return this.#watch(found.value);
      if (found.ok && failure.kind === 'refused') return refused(faultOfFailure(failure));
      if (found.ok) answeredAfterMs ??= lastedMs();
      if (answeredAfterMs !== null && lastedMs() - answeredAfterMs >= patience.settleMs)
        return this.#missing();
      if (lastedMs() >= patience.recoveryMs + patience.settleMs) break;
      await this.#pause();
    }
    return unknown(faultOfFailure(failure));
  }

  async #missing(): Promise<Completion> {
    const { operations, clock } = this.#context;
    const printer = await operations.readPrinter();
    if (!printer.ok) return unknown(faultOfFailure(printer.error));
    const { countBefore, sentAtMs } = this.#run;
    return decideMissing(
      printer.value,
      countBefore,
      sentAtMs === null ? null : clock.monotonicMs() - sentAtMs,
    );
  }

  async #watch(first: JobReport): Promise<Completion> {
    const { operations, clock, patience, stopping } = this.#context;
    let job = first;
    let progressAtMs = clock.monotonicMs();
    let heardAtMs = progressAtMs;
    let withdrawnAs: Withdrawal = null;
    while (!stopping.aborted) {
      this.#run.sheetsOut = job.sheetsOut ?? 0;
      if (hasEnded(job)) return this.#settle(job, withdrawnAs);
      const nowMs = clock.monotonicMs();
      const stuck = nowMs - progressAtMs > patience.patienceMs;
      if (stuck && withdrawnAs === 'job_stuck') {
        return unknown(documentFault('job_stuck'), { jobState: job.state, sheetsOut: this.#run.sheetsOut });
      }
      if (stuck || (withdrawnAs === null && this.#isAbandoned && this.#run.sheetsOut === 0)) {
        withdrawnAs = stuck ? 'job_stuck' : 'cancelled';
        progressAtMs = nowMs;
        // Whether it worked is seen from the job, whatever is answered here.
        await operations.cancelJob(job.printerJobId);
      } else {
        await this.#pause();
      }
      const next = await operations.readJob(job.printerJobId);
      if (!next.ok && isGone(next.error)) return this.#findEnded(withdrawnAs);
      if (!next.ok) {
        if (clock.monotonicMs() - heardAtMs > patience.recoveryMs) return unknown(faultOfFailure(next.error));
        continue;
      }
      // Numbers start again when a printer does: this one belongs to another job now.
      if (next.value.jobName !== jobNameOf(this.#run.jobId)) return this.#missing();
      heardAtMs = clock.monotonicMs();
      const moved = next.value.state !== job.state || next.value.sheetsOut !== job.sheetsOut;
      if (moved || (await this.#isExplained(next.value))) progressAtMs = heardAtMs;
      job = next.value;
    }
    return unknown(documentFault('cancelled'), { jobState: job.state, sheetsOut: this.#run.sheetsOut });
  }

  /** The printer no longer answers for the job; its list may still name how it ended. */
  async #findEnded(withdrawnAs: Withdrawal): Promise<Completion> {
    const listed = await this.#context.operations.findJob(jobNameOf(this.#run.jobId));
    const job = listed.ok ? listed.value : null;
    return job && hasEnded(job) ? this.#settle(job, withdrawnAs) : this.#missing();
  }

  /** A cause that a person can put right is named: the job may take as long as it needs. */
  async #isExplained({ state }: JobReport): Promise<boolean> {
    if (state === 'processing-stopped' || state === 'pending-held') return true;
    const printer = await this.#context.operations.readPrinter();
    return printer.ok && blockingFault(printer.value) !== null;
  }

  /** Asks on for a moment where the counts do not yet say what the state says. */
  async #settle(ended: JobReport, withdrawnAs: Withdrawal): Promise<Completion> {
    const { operations, clock, patience } = this.#context;
    const sinceMs = clock.monotonicMs();
    let job = ended;
    for (;;) {
      const printer = await operations.readPrinter();
      const after = printer.ok ? printer.value.sheetCount : null;
      const verdict = decideEnded(job, this.#run.sheetsAsked, { before: this.#run.countBefore, after });
      // The counter was there before and cannot be asked now: it is not left out, it is waited for.
      const counterMissing = this.#run.countBefore !== null && after === null;
      const isSettled = verdict.effect !== 'unknown' && !counterMissing;
      const isLate = clock.monotonicMs() - sinceMs >= patience.settleMs || this.#context.stopping.aborted;
      if (isSettled)
        return withdrawnAs && verdict.effect === 'none' ? renamed(verdict, withdrawnAs) : verdict;
      if (isLate)
        return counterMissing ? unknown(documentFault('no_confirmation'), verdict.evidence) : verdict;
      await this.#pause();
      const again = await operations.readJob(job.printerJobId);
      if (again.ok && again.value.jobName === job.jobName) job = again.value;
    }
  }

  #pause(): Promise<void> {
    const { clock, patience, stopping } = this.#context;
    return pause(clock, patience.pollMs, stopping);
  }
}

function isGone(failure: IppFailure): boolean {
  return (
    failure.kind === 'refused' &&
    (failure.statusCode === 'client-error-not-found' || failure.statusCode === 'client-error-gone')
  );
}

function renamed(completion: Completion, code: 'cancelled' | 'job_stuck'): Completion {
  return { ...completion, fault: documentFault(code, completion.fault?.vendorCode ?? null) };
}
