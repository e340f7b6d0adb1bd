import type { DocumentPrinterStatus } from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';

export interface DocumentJob {
  jobId: string;
  pages: number;
  copies: number;
}

export interface DocumentToPrint extends DocumentJob {
  pdf: Uint8Array;
  /** Null: the paper size of the configuration. */
  media: string | null;
}

/** What the core needs of a document printer. */
export interface DocumentPrinter {
  readonly status: Feed<DocumentPrinterStatus>;
  /**
   * Prints one-sided. `none`: no sheet came out, the fault says why, and the same job may be asked again.
   * `done`: the printer says that all sheets came out. `unknown`: it cannot tell, or only a part came out.
   * Stays pending while the printer names a cause that a person can put right. When the last caller
   * leaves, the job is cancelled as long as no sheet came out. A job id comes out at most once.
   */
  print(document: DocumentToPrint, signal: AbortSignal): Promise<Completion>;
  /** What is known of a job, asked of the printer where this host does not know it; `running: true` while it prints. */
  lookUpJob(job: DocumentJob): Promise<Completion>;
  /** Null where the printer does not count or is away. */
  readSheetCount(): Promise<number | null>;
  start(): void;
  stop(): Promise<void>;
}
