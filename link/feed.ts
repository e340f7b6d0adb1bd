/**
 * A value that changes and its followers. A follower gets the current value at once and then the
 * newest one whenever it asks: a slow follower misses steps in between, never the last.
 */
export class Feed<Value> {
  #value: Value;
  readonly #wakers = new Set<() => void>();

  constructor(initial: Value) {
    this.#value = initial;
  }

  get value(): Value {
    return this.#value;
  }

  set(value: Value): void {
    this.#value = value;
    for (const wake of this.#wakers) wake();
  }

  /** Ends when the signal aborts. */
  async *follow(signal?: AbortSignal): AsyncGenerator<Value, void, void> {
    let wake: () => void = () => {};
    const onChange = () => wake();
    this.#wakers.add(onChange);
    signal?.addEventListener('abort', onChange);
    try {
      while (!signal?.aborted) {
        const sent = this.#value;
        yield sent;
        while (this.#value === sent && !signal?.aborted) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      this.#wakers.delete(onChange);
      signal?.removeEventListener('abort', onChange);
    }
  }

  /** Calls back with the current value and every later one; the returned function ends it. */
  subscribe(listener: (value: Value) => void): () => void {
    const onChange = () => listener(this.#value);
    this.#wakers.add(onChange);
    onChange();
    return () => this.#wakers.delete(onChange);
  }
}
