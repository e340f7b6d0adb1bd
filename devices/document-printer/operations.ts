import { err, ok, type Result } from '../../contract/result.ts';
import type { IppClient, IppFailure } from './ipp-client.ts';
import { groupsOf, type IppParsed } from './ipp-message.ts';
import {
  type JobReport,
  jobAttributes,
  type PrinterReport,
  printerAttributes,
  readJobReport,
  readPrinterReport,
} from './reports.ts';

export interface OperationDeadlines {
  /** For questions about the printer, which are asked every second. */
  statusDeadlineMs: number;
  /** For questions about jobs. */
  jobDeadlineMs: number;
  /** For handing over a whole document. */
  transferDeadlineMs: number;
}

/** Printers keep names and show them on their panel: no personal data. */
const requestingUser = { 'requesting-user-name': 'budayang' };

/** The operations of RFC 8011 that this driver needs, as typed questions. */
export class PrinterOperations {
  readonly #client: IppClient;
  readonly #deadlines: OperationDeadlines;
  readonly #signal: AbortSignal;

  constructor(client: IppClient, deadlines: OperationDeadlines, signal: AbortSignal) {
    this.#client = client;
    this.#deadlines = deadlines;
    this.#signal = signal;
  }

  async readPrinter(): Promise<Result<PrinterReport, IppFailure>> {
    const answer = await this.#client.ask({
      operation: 'Get-Printer-Attributes',
      attributes: { ...requestingUser, 'requested-attributes': printerAttributes },
      deadlineMs: this.#deadlines.statusDeadlineMs,
      signal: this.#signal,
    });
    if (!answer.ok) return answer;
    const [attributes] = groupsOf(answer.value['printer-attributes-tag']);
    return attributes
      ? ok(readPrinterReport(attributes))
      : err({ kind: 'unreadable', detail: 'no printer attributes' });
  }

  /** Hands the document over as one job. */
  async printJob(job: {
    jobName: string;
    document: Uint8Array;
    copies: number;
    media: string;
  }): Promise<Result<JobReport, IppFailure>> {
    const answer = await this.#client.ask({
      operation: 'Print-Job',
      attributes: {
        ...requestingUser,
        'job-name': job.jobName,
        'document-format': 'application/pdf',
      },
      jobAttributes: { copies: job.copies, sides: 'one-sided', media: job.media },
      document: job.document,
      deadlineMs: this.#deadlines.transferDeadlineMs,
      signal: this.#signal,
    });
    return answer.ok ? onlyJob(answer.value) : answer;
  }

  async readJob(printerJobId: number): Promise<Result<JobReport, IppFailure>> {
    const answer = await this.#client.ask({
      operation: 'Get-Job-Attributes',
      attributes: { 'job-id': printerJobId, ...requestingUser, 'requested-attributes': jobAttributes },
      deadlineMs: this.#deadlines.jobDeadlineMs,
      signal: this.#signal,
    });
    return answer.ok ? onlyJob(answer.value) : answer;
  }

  /** Looks through every job the printer remembers; null where none has this name. */
  async findJob(jobName: string): Promise<Result<JobReport | null, IppFailure>> {
    // In this order: a job that ends between the two questions is found by the second.
    for (const whichJobs of ['not-completed', 'completed']) {
      const answer = await this.#client.ask({
        operation: 'Get-Jobs',
        attributes: {
          ...requestingUser,
          'which-jobs': whichJobs,
          'my-jobs': false,
          'requested-attributes': jobAttributes,
        },
        deadlineMs: this.#deadlines.jobDeadlineMs,
        signal: this.#signal,
      });
      if (!answer.ok) return answer;
      const found = jobsOf(answer.value).find((job) => job.jobName === jobName);
      if (found) return ok(found);
    }
    return ok(null);
  }

  async cancelJob(printerJobId: number): Promise<Result<void, IppFailure>> {
    const answer = await this.#client.ask({
      operation: 'Cancel-Job',
      attributes: { 'job-id': printerJobId, ...requestingUser },
      deadlineMs: this.#deadlines.jobDeadlineMs,
      signal: this.#signal,
    });
    return answer.ok ? ok(undefined) : answer;
  }
}

function jobsOf(answer: IppParsed): JobReport[] {
  return groupsOf(answer['job-attributes-tag']).flatMap((attributes) => readJobReport(attributes) ?? []);
}

function onlyJob(answer: IppParsed): Result<JobReport, IppFailure> {
  const [job] = jobsOf(answer);
  return job ? ok(job) : err({ kind: 'unreadable', detail: 'no job in the answer' });
}
