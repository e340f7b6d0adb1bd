import { type Clock, systemClock } from '../../contract/clock.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import type { IppAttributes } from './ipp-message.ts';
import {
  type LineBreak,
  type SimulatedAnswer,
  SimulatedIppServer,
  type SimulatedRequest,
} from './simulated-ipp-server.ts';

export interface SimulatedDocumentPrinterOptions {
  clock?: Clock;
  /** Milliseconds a sheet takes; default 2000, as a laser of 30 pages a minute. */
  sheetMs?: number;
  sheetsInTray?: number;
  /** What it counts of a job. */
  jobCounts?: 'sheets' | 'impressions' | 'none';
  /** Counts the sheets of its life. */
  countsLife?: boolean;
  /** Does it tell how much is in its tray? */
  tellsTrays?: boolean;
  /** A document ended, whole or not, and at least one of its sheets came out. */
  onSheetsOut?: (document: PrintedDocument) => void;
  onStateChanged?: () => void;
}

export interface PrintedDocument {
  documentId: number;
  jobName: string;
  /** Sheets that came out. */
  sheets: number;
  complete: boolean;
  pdf: Uint8Array;
}

export interface SimulatedDocumentPrinterState {
  sheetsInTray: number;
  sheetsInOutput: number;
  jammed: boolean;
  doorOpen: boolean;
  /** Sheets in its life; survives power failures. */
  sheetCount: number;
}

interface SimulatedJob {
  id: number;
  name: string;
  pdf: Uint8Array;
  sheetsAsked: number;
  sheetsOut: number;
  state: 'pending' | 'processing' | 'completed' | 'canceled' | 'aborted';
  reason: string;
}

const lowSheets = 20;
const traySheets = 250;
const a4 = 'iso_a4_210x297mm';
const ended: ReadonlySet<string> = new Set(['completed', 'canceled', 'aborted']);
const ok = 'successful-ok';

/** A one-tray A4 laser that takes PDF over IPP. Its state outlives the line and, in part, the power. */
export class SimulatedDocumentPrinter implements DeviceSimulator {
  readonly #options: Required<SimulatedDocumentPrinterOptions>;
  readonly #server: SimulatedIppServer;
  readonly #state: SimulatedDocumentPrinterState;
  #jobs: SimulatedJob[] = [];
  #nextJobId = 1;
  #nextDocumentId = 1;
  #startedAtMs: number;
  #cancelSheet: (() => void) | null = null;
  #sheetsUntilJam = Infinity;
  #lies: 'no_sheets' | 'false_count' | null = null;
  #abortsNext: string | null = null;
  #refusal: { statusCode: string; operation?: string } | null = null;
  #completedReason = 'job-completed-successfully';
  #extraReasons: readonly string[] = [];

  constructor(options: SimulatedDocumentPrinterOptions = {}) {
    this.#options = {
      clock: systemClock,
      sheetMs: 2000,
      sheetsInTray: traySheets,
      jobCounts: 'sheets',
      countsLife: true,
      tellsTrays: true,
      onSheetsOut: () => {},
      onStateChanged: () => {},
      ...options,
    };
    const { clock, sheetsInTray } = this.#options;
    this.#state = { sheetsInTray, sheetsInOutput: 0, jammed: false, doorOpen: false, sheetCount: 1000 };
    this.#startedAtMs = clock.monotonicMs() - 3_600_000;
    this.#server = new SimulatedIppServer((request) => this.#handle(request), clock);
  }

  get state(): SimulatedDocumentPrinterState {
    return { ...this.#state };
  }

  /** Names of all jobs it remembers, oldest first. */
  get jobNames(): string[] {
    return this.#jobs.map(({ name }) => name);
  }

  attach(line: SimulatorLine): void {
    this.#server.attach(line);
  }

  /** The answer to one message, without a line; null where it is no IPP. */
  answerTo(message: Buffer): Buffer | null {
    return this.#server.answerTo(message);
  }

  /* ---- what a person does to it ---- */

  setPaper(sheets: number): void {
    this.#state.sheetsInTray = sheets;
    this.#changed();
  }

  /** Paper jams after so many more sheets; 0: now. The jammed sheet is printed again after clearing. */
  jam(afterSheets = 0): void {
    this.#sheetsUntilJam = afterSheets;
    if (afterSheets === 0) this.#stopByJam();
  }

  clearJam(): void {
    this.#state.jammed = false;
    this.#changed();
  }

  setDoor(open: boolean): void {
    this.#state.doorOpen = open;
    this.#changed();
  }

  /** Takes everything out of the output; says how many sheets that were. */
  takeSheets(): number {
    const sheets = this.#state.sheetsInOutput;
    this.#state.sheetsInOutput = 0;
    this.#changed();
    return sheets;
  }

  /** Somebody stops the job that prints, at its panel. */
  cancelAtDevice(): void {
    const job = this.#jobs.find(({ state }) => state === 'processing');
    if (job) this.#cancel(job, 'job-canceled-at-device');
  }

  /** Off and on again: its jobs and its list of jobs are gone. */
  restart(): void {
    this.#cancelSheet?.();
    this.#cancelSheet = null;
    for (const job of this.#jobs) if (!ended.has(job.state)) this.#end(job, 'aborted', 'aborted-by-system');
    this.#jobs = [];
    this.#nextJobId = 1;
    this.#startedAtMs = this.#options.clock.monotonicMs();
    this.#changed();
  }

  /* ---- how it misbehaves ---- */

  /** It calls jobs completed and no sheet comes out; `false_count`: it even counts them. */
  setLying(lies: 'no_sheets' | 'false_count' | null): void {
    this.#lies = lies;
  }

  /** The next job ends at once without a sheet, for this reason. */
  abortNextJob(reason = 'document-format-error'): void {
    this.#abortsNext = reason;
  }

  /** Further reasons it reports, as they stand in `printer-state-reasons`. */
  setReasons(...reasons: string[]): void {
    this.#extraReasons = reasons;
    this.#changed();
  }

  /** Refuses every question, or those for one operation, with this status; null: it obeys again. */
  setRefusal(refusal: { statusCode: string; operation?: string } | null): void {
    this.#refusal = refusal;
  }

  /** Completed jobs end with this reason. */
  completeWith(reason: string): void {
    this.#completedReason = reason;
  }

  setAnswerDelay(delayMs: number): void {
    this.#server.setDelay(delayMs);
  }

  answerGarbage(answers: number): void {
    this.#server.answerGarbage(answers);
  }

  breakLineAt(operation: string, moment: LineBreak): void {
    this.#server.breakLineAt(operation, moment);
  }

  /* ---- IPP ---- */

  #handle({ operation, attributes, jobAttributes, document }: SimulatedRequest): SimulatedAnswer {
    const refused = this.#refusal;
    if (refused && (refused.operation ?? operation) === operation) return { statusCode: refused.statusCode };
    const job = this.#jobs.find(({ id }) => id === attributes['job-id']);
    switch (operation) {
      case 'Get-Printer-Attributes':
        return { statusCode: ok, printer: this.#describePrinter() };
      case 'Get-Jobs': {
        const wantsEnded = attributes['which-jobs'] === 'completed';
        const chosen = this.#jobs.filter(({ state }) => ended.has(state) === wantsEnded);
        return { statusCode: ok, jobs: chosen.map((one) => this.#describeJob(one)) };
      }
      case 'Get-Job-Attributes':
        return job
          ? { statusCode: ok, jobs: [this.#describeJob(job)] }
          : { statusCode: 'client-error-not-found' };
      case 'Cancel-Job':
        if (!job) return { statusCode: 'client-error-not-found' };
        if (ended.has(job.state)) return { statusCode: 'client-error-not-possible' };
        this.#cancel(job);
        return { statusCode: ok };
      case 'Print-Job':
        if (
          attributes['document-format'] !== 'application/pdf' ||
          !document.toString('latin1', 0, 5).startsWith('%PDF-')
        )
          return { statusCode: 'client-error-document-format-not-supported' };
        return {
          statusCode: ok,
          jobs: [this.#describeJob(this.#accept(attributes, jobAttributes, document))],
        };
      default:
        return { statusCode: 'server-error-operation-not-supported' };
    }
  }

  #describePrinter(): IppAttributes {
    const { sheetCount } = this.#state;
    const busy = this.#jobs.some(({ state }) => !ended.has(state));
    const reasons = this.#reasons();
    return {
      'printer-state': this.#isStopped() ? 'stopped' : busy ? 'processing' : 'idle',
      'printer-state-reasons': reasons.length === 0 ? ['none'] : reasons,
      'printer-is-accepting-jobs': true,
      'printer-up-time': Math.ceil((this.#options.clock.monotonicMs() - this.#startedAtMs) / 1000) || 1,
      'media-ready': [a4],
      ...(this.#options.tellsTrays ? { 'printer-input-tray': this.#describeTray() } : {}),
      ...(this.#options.countsLife ? { 'printer-media-sheets-completed': sheetCount } : {}),
    };
  }

  #describeTray(): string {
    const { sheetsInTray } = this.#state;
    return `type=sheetFeedAutoRemovableTray;maxcapacity=${traySheets};level=${sheetsInTray};status=0;name=tray-1;`;
  }

  #describeJob(job: SimulatedJob): IppAttributes {
    const { jobCounts } = this.#options;
    const stopped = job.state === 'processing' && this.#isStopped();
    return {
      'job-id': job.id,
      'job-uri': `ipp://127.0.0.1/jobs/${job.id}`,
      'job-name': job.name,
      'job-state': stopped ? 'processing-stopped' : job.state,
      'job-state-reasons': [stopped ? 'printer-stopped' : job.reason],
      ...(jobCounts === 'sheets' ? { 'job-media-sheets-completed': job.sheetsOut } : {}),
      ...(jobCounts === 'impressions' ? { 'job-impressions-completed': job.sheetsOut } : {}),
    };
  }

  #reasons(): string[] {
    const { jammed, doorOpen, sheetsInTray } = this.#state;
    const low = sheetsInTray < lowSheets ? ['media-low-warning'] : [];
    return [
      ...(jammed ? ['media-jam-error'] : []),
      ...(doorOpen ? ['door-open-error'] : []),
      ...(sheetsInTray === 0 ? ['media-empty-error'] : low),
      ...this.#extraReasons,
    ];
  }

  /* ---- the mechanism ---- */

  #isStopped(): boolean {
    const { jammed, doorOpen, sheetsInTray } = this.#state;
    return jammed || doorOpen || sheetsInTray === 0;
  }

  #accept(attributes: IppAttributes, jobAttributes: IppAttributes, document: Buffer): SimulatedJob {
    const copies = Number(jobAttributes.copies ?? 1);
    const job: SimulatedJob = {
      id: this.#nextJobId,
      name: String(attributes['job-name'] ?? 'untitled'),
      pdf: Uint8Array.from(document),
      sheetsAsked: countPages(document) * copies,
      sheetsOut: 0,
      state: 'pending',
      reason: 'job-queued',
    };
    this.#nextJobId += 1;
    this.#jobs.push(job);
    if (this.#abortsNext !== null) this.#end(job, 'aborted', this.#abortsNext);
    else if (this.#lies) this.#end(job, 'completed', 'job-completed-successfully');
    this.#abortsNext = null;
    this.#changed();
    return job;
  }

  #cancel(job: SimulatedJob, reason = 'job-canceled-by-user'): void {
    if (job.state === 'processing') {
      this.#cancelSheet?.();
      this.#cancelSheet = null;
    }
    this.#end(job, 'canceled', reason);
    this.#changed();
  }

  #changed(): void {
    this.#options.onStateChanged();
    this.#work();
  }

  #work(): void {
    if (this.#cancelSheet || this.#isStopped()) return;
    const job = this.#jobs.find(({ state }) => !ended.has(state));
    if (!job) return;
    job.state = 'processing';
    job.reason = 'job-printing';
    this.#cancelSheet = this.#options.clock.after(this.#options.sheetMs, () => {
      this.#cancelSheet = null;
      if (!this.#isStopped()) this.#deliverSheet(job);
      this.#changed();
    });
  }

  #deliverSheet(job: SimulatedJob): void {
    this.#state.sheetsInTray -= 1;
    this.#state.sheetsInOutput += 1;
    this.#state.sheetCount += 1;
    job.sheetsOut += 1;
    if (job.sheetsOut === job.sheetsAsked) this.#end(job, 'completed', this.#completedReason);
    this.#sheetsUntilJam -= 1;
    if (this.#sheetsUntilJam === 0) this.#stopByJam();
  }

  #stopByJam(): void {
    this.#sheetsUntilJam = Infinity;
    this.#state.jammed = true;
    this.#changed();
  }

  #end(job: SimulatedJob, state: 'completed' | 'canceled' | 'aborted', reason: string): void {
    job.state = state;
    job.reason = reason;
    const complete = state === 'completed';
    if (this.#lies && complete) {
      if (this.#lies === 'false_count') job.sheetsOut = job.sheetsAsked;
      return;
    }
    if (job.sheetsOut === 0) return;
    const { name, sheetsOut, pdf } = job;
    this.#options.onSheetsOut({
      documentId: this.#nextDocumentId,
      jobName: name,
      sheets: sheetsOut,
      complete,
      pdf,
    });
    this.#nextDocumentId += 1;
  }
}

/** Page objects that stand in the open, as the composer writes them; at least one. */
function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 1;
}
