/**
 * Events for one consumer at a time. A new consumer ends the stream of the one before, which may
 * be the trace of a process that is gone. While nobody consumes, events are dropped.
 */
export class SingleConsumer<Event> {
  readonly #onWatchedChange: () => void;
  #current: { queue: Event[]; wake: () => void; ended: boolean } | undefined;

  constructor(onWatchedChange: () => void) {
    this.#onWatchedChange = onWatchedChange;
  }

  get watched(): boolean {
    return this.#current !== undefined;
  }

  /** False when nobody was there to take the event. */
  emit(event: Event): boolean {
    if (!this.#current) return false;
    this.#current.queue.push(event);
    this.#current.wake();
    return true;
  }

  /** Starts with the first `next()`; ends when the signal aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<Event, void, void> {
    if (signal.aborted) return;
    const mine = { queue: [] as Event[], wake: () => {}, ended: false };
    const end = () => {
      mine.ended = true;
      mine.queue = [];
      mine.wake();
      if (this.#current !== mine) return;
      this.#current = undefined;
      this.#onWatchedChange();
    };
    if (this.#current) {
      this.#current.ended = true;
      this.#current.wake();
    }
    this.#current = mine;
    signal.addEventListener('abort', end, { once: true });
    this.#onWatchedChange();
    try {
      while (!mine.ended) {
        const event = mine.queue.shift();
        if (event !== undefined) yield event;
        else
          await new Promise<void>((resolve) => {
            mine.wake = resolve;
          });
      }
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }
}
