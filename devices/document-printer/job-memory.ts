import type { Completion } from '../../contract/device-common.ts';

/** One job from the first time it was asked for. */
export interface DocumentRun {
  readonly jobId: string;
  readonly sheetsAsked: number;
  /** The printer's own count before the document was sent. */
  countBefore: number | null;
  /** When its first byte may have reached the printer, monotonic; null before. */
  sentAtMs: number | null;
  /** Sheets the printer says came out so far. */
  sheetsOut: number;
  /** Callers who wait for it now. */
  followers: number;
  /** Aborts when the last of them left. */
  readonly abandoned: AbortController;
  /** Null while it waits or prints. May turn from `unknown` to another when evidence comes late. */
  completion: Completion | null;
  finished: Promise<Completion>;
}

const rememberedRuns = 200;

/** The jobs of this host, so that none prints twice. The oldest finished ones are forgotten. */
export class JobMemory {
  readonly #runs = new Map<string, DocumentRun>();

  find(jobId: string): DocumentRun | null {
    return this.#runs.get(jobId) ?? null;
  }

  begin(jobId: string, sheetsAsked: number, execute: (run: DocumentRun) => Promise<Completion>): DocumentRun {
    const run: DocumentRun = {
      jobId,
      sheetsAsked,
      countBefore: null,
      sentAtMs: null,
      sheetsOut: 0,
      followers: 0,
      abandoned: new AbortController(),
      completion: null,
      finished: Promise.resolve({ effect: 'unknown', fault: null, evidence: {} }),
    };
    this.#runs.delete(jobId);
    this.#runs.set(jobId, run);
    run.finished = execute(run).then((completion) => {
      run.completion = completion;
      this.#forgetOldest();
      return completion;
    });
    return run;
  }

  #forgetOldest(): void {
    for (const [jobId, run] of this.#runs) {
      if (this.#runs.size <= rememberedRuns) return;
      if (run.completion) this.#runs.delete(jobId);
    }
  }
}
