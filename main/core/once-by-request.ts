const rememberedRequests = 64;

/** A request id seen before is answered as before and does nothing. */
export class OnceByRequest<Answer> {
  readonly #answered = new Map<string, Answer>();

  run(requestId: string, act: () => Answer): Answer {
    const before = this.#answered.get(requestId);
    if (before !== undefined) return before;
    const answer = act();
    this.#answered.set(requestId, answer);
    const oldest = this.#answered.size > rememberedRequests ? this.#answered.keys().next().value : undefined;
    if (oldest !== undefined) this.#answered.delete(oldest);
    return answer;
  }
}
