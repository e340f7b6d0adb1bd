import type { IntentId } from '../../../contract/words.ts';
import type { Journal, OutboxRow } from '../../../db/index.ts';
import { type Ending, Errands, type ErrandTools } from './errands.ts';
import { SendingLane } from './sending-lane.ts';

export interface OutboxTools extends ErrandTools {
  journal: Journal;
  /** When the screen was touched last, on the monotonic clock; errands that nobody waits for leave it the next moment. */
  touchedAtMs(): number;
  onFailure(error: unknown): void;
}

/**
 * Brings errands to the city until each is answered: what a resident waits for on a lane of its own,
 * everything else one at a time in the order it was taken, and of one case never two at once nor a
 * later one first. Repeating is safe: the city knows a case by its id, and what may have arrived
 * already is looked up before it is sent again.
 */
export class Outbox {
  readonly #errands: Errands;
  /** Made by this run of the program and never tried: certainly unknown to the city. */
  readonly #untried = new Set<IntentId>();
  readonly #journal: Journal;
  readonly #tools: OutboxTools;
  readonly #urgent: SendingLane;
  readonly #ordinary: SendingLane;

  constructor(tools: OutboxTools) {
    this.#tools = tools;
    this.#journal = tools.journal;
    this.#errands = new Errands(tools);
    const send = (row: OutboxRow) => this.#send(row);
    this.#urgent = new SendingLane({ ...tools, urgent: true, send, other: () => this.#ordinary });
    this.#ordinary = new SendingLane({ ...tools, urgent: false, send, other: () => this.#urgent });
  }

  announce(intentId: IntentId): void {
    this.#untried.add(intentId);
  }

  /** The city answers again: nothing waits for its back-off any longer. */
  hurry(): void {
    const { journal, clock } = this.#tools;
    const isEmpty = journal.earliestErrandMs(true) === null && journal.earliestErrandMs(false) === null;
    if (!isEmpty) this.#journal.hurryErrands(clock.wallMs());
    this.#urgent.hurry();
    this.#ordinary.hurry();
  }

  wake(): void {
    this.#urgent.wake();
    this.#ordinary.wake();
  }

  async #send(row: OutboxRow): Promise<Ending> {
    const mayHaveArrived = !this.#untried.delete(row.intentId);
    return this.#errands.send(row, mayHaveArrived);
  }
}
