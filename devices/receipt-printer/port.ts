import type { PrintInput, ReceiptPrinterStatus } from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

/** What the core needs of a receipt printer. */
export interface ReceiptPrinter {
  readonly status: Feed<ReceiptPrinterStatus>;
  /**
   * Prints and cuts one document. `none`: nothing was sent, the fault says why, and the same job may
   * be asked again. `done`: the unit confirmed it. `unknown`: the line was lost or the unit silent.
   * Stays pending while the unit reports a cause (paper, cover, jam) that a person can put right; an
   * aborted signal ends the caller's waiting, never a job already sent. A job id prints at most once.
   */
  print(input: PrintInput, signal: AbortSignal): Promise<Completion>;
  /** What is known of a job; `unknown` with `running: true` while it is being printed. */
  lookUpJob(jobId: string): Promise<Completion>;
  /**
   * Nobody waits for this job any more. Not sent: it never will be. Held by the unit for a cause (paper,
   * cover, jam): cleared out of its buffers, and what hangs on the paper is cut off as soon as it can
   * be, so that nothing of it comes out for somebody else; `unknown`. Coming out right now: let finish.
   * Resolves with the outcome of the job.
   */
  cancel(jobId: string, signal: AbortSignal): Promise<Completion>;
  /** Null where the unit does not count its cuts, is busy with a job or away. */
  readCutCount(): Promise<number | null>;
  start(): void;
  stop(): Promise<void>;
}
