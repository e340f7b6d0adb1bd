import type { Clock } from '../../contract/clock.ts';
import type { InkEvent } from '../../contract/device-classes.ts';

/** A frame of a screen: what comes within it is seen at once anyway. */
const batchMs = 16;

/** Sends points on in small groups, since a pad tells 200 a second. Keeps the order of events. */
export class InkBatch {
  readonly #clock: Clock;
  readonly #emit: (event: InkEvent) => void;
  #waiting: Extract<InkEvent, { type: 'ink' }> | null = null;
  #cancel: () => void = () => {};

  constructor(clock: Clock, emit: (event: InkEvent) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  add(event: InkEvent): void {
    if (event.type === 'ink' && this.#waiting && !event.begins) {
      this.#waiting.points.push(...event.points);
      return;
    }
    this.flush();
    if (event.type !== 'ink') {
      this.#emit(event);
      return;
    }
    this.#waiting = { ...event, points: [...event.points] };
    this.#cancel = this.#clock.after(batchMs, () => this.flush());
  }

  flush(): void {
    const waiting = this.#take();
    if (waiting) this.#emit(waiting);
  }

  /** Forgets what was not sent on yet. */
  drop(): void {
    this.#take();
  }

  #take() {
    this.#cancel();
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }
}
