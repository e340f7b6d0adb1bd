import type { Completion } from '../../contract/device-common.ts';

/** One job from the first time it was asked for. */
export interface PrintJob {
  readonly jobId: string;
  /** Its first byte may have reached the unit. */
  sent: boolean;
  /** Aborted when nobody wants it any more. */
  readonly withdrawal: AbortController;
  /** Callers who wait for it now. */
  followers: number;
  /** Null while it waits or prints. May turn from `unknown` to `done` when evidence comes late. */
  completion: Completion | null;
  finished: Promise<Completion>;
}

const rememberedJobs = 200;

/** The jobs of this host, so that none prints twice. The oldest finished ones are forgotten. */
export class JobMemory {
  readonly #jobs = new Map<string, PrintJob>();

  find(jobId: string): PrintJob | null {
    return this.#jobs.get(jobId) ?? null;
  }

  begin(jobId: string, run: (job: PrintJob) => Promise<Completion>): PrintJob {
    const job: PrintJob = {
      jobId,
      sent: false,
      withdrawal: new AbortController(),
      followers: 0,
      completion: null,
      finished: Promise.resolve({ effect: 'unknown', fault: null, evidence: {} }),
    };
    this.#jobs.delete(jobId);
    this.#jobs.set(jobId, job);
    job.finished = run(job).then(
      (completion) => {
        job.completion = completion;
        this.#forgetOldest();
        return completion;
      },
      (error: unknown) => {
        // A document that cannot be encoded never reached the unit: its name is free again.
        if (!job.sent) this.#jobs.delete(jobId);
        throw error;
      },
    );
    return job;
  }

  #forgetOldest(): void {
    for (const [jobId, job] of this.#jobs) {
      if (this.#jobs.size <= rememberedJobs) return;
      if (job.completion) this.#jobs.delete(jobId);
    }
  }
}
