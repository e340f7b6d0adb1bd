/** Lets one task run after another, in the order they were asked for. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  /** `task` must end by itself: it brings its own deadline. */
  run<Value>(task: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
