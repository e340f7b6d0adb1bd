import { type Clock, systemClock } from '../../contract/clock.ts';
import type { DocumentPrinterStatus } from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Result } from '../../contract/result.ts';
import type { Feed } from '../../link/index.ts';
import { OneAtATime } from '../codec/index.ts';
import { KeptConnection, noRecoveryMeans, pause, type RecoveryMeans } from '../host/index.ts';
import { documentFault } from './fault-texts.ts';
import { HttpCarrier, type IppCarrier } from './http-carrier.ts';
import { IppClient, type IppFailure } from './ipp-client.ts';
import { type IppLine, ippTransport } from './ipp-line.ts';
import { type DocumentRun, JobMemory } from './job-memory.ts';
import { type JobPatience, JobRun, jobNameOf } from './job-run.ts';
import { type OperationDeadlines, PrinterOperations } from './operations.ts';
import { decideEnded, decideMissing, refused, unknown } from './outcome.ts';
import type { DocumentJob, DocumentPrinter, DocumentToPrint } from './port.ts';
import { hasEnded, type PrinterReport } from './reports.ts';
import { awayStatus, blockingFault, faultOfFailure, notUnderstoodStatus, reduceStatus } from './status.ts';
import type { TraySize } from './trays.ts';

export interface IppPrinterOptions extends Partial<OperationDeadlines>, Partial<JobPatience> {
  /** `ipp://host[:port]/path` */
  uri: string;
  /** PWG 5101.1 name; default A4. */
  media?: string;
  /** Where the printer does not tell of its trays. */
  tray?: TraySize;
  /** Default: HTTP over TCP. */
  carrier?: IppCarrier;
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  heartbeatIntervalMs?: number;
  /** How long a caller who leaves waits to hear whether his job could be cancelled. */
  cancelMs?: number;
}

/** A4 printer that takes PDF over IPP (RFC 8011). */
export class IppPrinter implements DocumentPrinter {
  readonly status: Feed<DocumentPrinterStatus>;
  readonly #options: Required<Omit<IppPrinterOptions, 'carrier'>>;
  readonly #client: IppClient;
  readonly #operations: PrinterOperations;
  readonly #connection: KeptConnection<DocumentPrinterStatus, IppLine>;
  readonly #jobs = new JobMemory();
  readonly #turns = new OneAtATime();
  /** Jobs whose callers wait for this process. */
  #underWay = 0;

  constructor(options: IppPrinterOptions) {
    this.#options = {
      media: 'iso_a4_210x297mm',
      tray: { capacity: 250, threshold: 25 },
      clock: systemClock,
      means: noRecoveryMeans,
      heartbeatIntervalMs: 1000,
      statusDeadlineMs: 800,
      jobDeadlineMs: 3000,
      transferDeadlineMs: 30_000,
      pollMs: 500,
      patienceMs: 60_000,
      recoveryMs: 10_000,
      settleMs: 3000,
      cancelMs: 5000,
      ...options,
    };
    const { uri, clock, means, tray } = this.#options;
    const { carrier = new HttpCarrier({ uri, clock }) } = options;
    this.#client = new IppClient(uri, carrier);
    this.#connection = new KeptConnection<DocumentPrinterStatus, IppLine>({
      transport: ippTransport(uri, this.#client, () => this.#operations.readPrinter()),
      clock,
      means,
      away: (status) => awayStatus(status, tray),
      serve: (line, signal) => this.#serve(line, signal),
      mayRestartHost: () => this.#underWay === 0,
    });
    this.#operations = new PrinterOperations(this.#client, this.#options, this.#connection.stopping);
    this.status = this.#connection.status;
  }

  start(): void {
    this.#connection.start();
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
    this.#client.close();
  }

  print(document: DocumentToPrint, signal: AbortSignal): Promise<Completion> {
    const { jobId, pages, copies } = document;
    const known = this.#jobs.find(jobId);
    if (known?.completion?.effect === 'unknown') return this.lookUpJob(document);
    // What was refused never came out, so it may be tried again under the same name.
    if (known && known.completion?.effect !== 'none') return this.#follow(known, signal);
    const run = this.#jobs.begin(jobId, pages * copies, (begun) => {
      this.#underWay += 1;
      return this.#turns
        .run(() => this.#execute(begun, document))
        .finally(() => {
          this.#underWay -= 1;
        });
    });
    return this.#follow(run, signal);
  }

  async lookUpJob({ jobId, pages, copies }: DocumentJob): Promise<Completion> {
    const run = this.#jobs.find(jobId);
    if (run && run.completion === null) {
      const printer = await this.#operations.readPrinter();
      return unknown(printer.ok ? blockingFault(printer.value) : faultOfFailure(printer.error), {
        running: true,
        sheetsOut: run.sheetsOut,
      });
    }
    if (run?.completion && run.completion.effect !== 'unknown') return run.completion;
    const completion = await this.#askPrinter(jobId, pages * copies, run);
    if (run && run.completion?.effect === 'unknown') run.completion = completion;
    return completion;
  }

  async readSheetCount(): Promise<number | null> {
    const printer = await this.#operations.readPrinter();
    return printer.ok ? printer.value.sheetCount : null;
  }

  /* ---- the printer ---- */

  async #serve({ firstAnswer }: IppLine, signal: AbortSignal): Promise<void> {
    const { clock, heartbeatIntervalMs, tray } = this.#options;
    const ask = async () => answered(await this.#operations.readPrinter());
    let answer = answered(firstAnswer) ?? (await this.#connection.askAgain(ask, signal));
    while (answer && !signal.aborted) {
      this.#connection.publish(
        answer.ok ? reduceStatus(answer.value, tray) : notUnderstoodStatus(answer.error, tray),
      );
      await pause(clock, heartbeatIntervalMs, signal);
      if (signal.aborted) return;
      answer = (await ask()) ?? (await this.#connection.askAgain(ask, signal));
    }
  }

  /* ---- a job ---- */

  #execute(run: DocumentRun, document: DocumentToPrint): Promise<Completion> {
    if (run.abandoned.signal.aborted || this.#connection.stopping.aborted)
      return Promise.resolve(refused(documentFault('cancelled')));
    const jobRun = new JobRun(
      {
        operations: this.#operations,
        clock: this.#options.clock,
        patience: this.#options,
        stopping: this.#connection.stopping,
      },
      run,
    );
    return jobRun.execute({ ...document, media: document.media ?? this.#options.media });
  }

  /** Decides a job from what the printer itself remembers of it. */
  async #askPrinter(jobId: string, sheetsAsked: number, run: DocumentRun | null): Promise<Completion> {
    const found = await this.#operations.findJob(jobNameOf(jobId));
    if (!found.ok) return unknown(faultOfFailure(found.error));
    const printer = await this.#operations.readPrinter();
    if (!printer.ok) return unknown(faultOfFailure(printer.error));
    const before = run?.countBefore ?? null;
    const job = found.value;
    if (!job) {
      const sentAtMs = run?.sentAtMs ?? null;
      return decideMissing(
        printer.value,
        before,
        sentAtMs === null ? null : this.#options.clock.monotonicMs() - sentAtMs,
      );
    }
    if (hasEnded(job)) return decideEnded(job, sheetsAsked, { before, after: printer.value.sheetCount });
    return unknown(blockingFault(printer.value), {
      running: true,
      jobState: job.state,
      sheetsOut: job.sheetsOut ?? 0,
    });
  }

  #follow(run: DocumentRun, signal: AbortSignal): Promise<Completion> {
    const running = () => run.completion ?? unknown(documentFault('cancelled'), { running: true });
    run.followers += 1;
    return new Promise((resolve, reject) => {
      let cancelWaiting = () => {};
      const leave = () => {
        cancelWaiting();
        signal.removeEventListener('abort', onAbort);
        run.followers -= 1;
      };
      const onAbort = () => {
        leave();
        if (run.followers > 0 || run.sheetsOut > 0) {
          resolve(running());
          return;
        }
        run.abandoned.abort();
        cancelWaiting = this.#options.clock.after(this.#options.cancelMs, () => resolve(running()));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      run.finished.then(
        (completion) => {
          if (!signal.aborted) leave();
          cancelWaiting();
          resolve(run.completion ?? completion);
        },
        (error: unknown) => {
          cancelWaiting();
          reject(error);
        },
      );
      if (signal.aborted) onAbort();
    });
  }
}

/** A refusal is an answer; null where the printer stayed silent. */
function answered(result: Result<PrinterReport, IppFailure>): Result<PrinterReport, IppFailure> | null {
  const isSilent = !result.ok && (result.error.kind === 'no_answer' || result.error.kind === 'unreachable');
  return isSilent ? null : result;
}
