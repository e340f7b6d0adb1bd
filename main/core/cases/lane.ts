/** One device, one act at a time, in the order asked. */
export class Lane {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when the job ended. A job that throws does not stop those behind it. */
  run(job: () => Promise<void>): Promise<void> {
    const mine = this.#last.then(job);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
