import type { FictionalPerson } from '../../../contract/fictional-person.ts';
import { type CardManner, SimulatedIdCardReader } from '../../id-card-reader/index.ts';
import type { UnitContext } from './unit-context.ts';

/** The reader and the card that lies on it. */
export class CardReaderUnit {
  readonly simulator: SimulatedIdCardReader;
  readonly #context: UnitContext;
  #cardOnReader: string | null = null;

  constructor(context: UnitContext, options: { baudRate: number }) {
    this.#context = context;
    this.simulator = new SimulatedIdCardReader({
      baudRate: options.baudRate,
      onCardTextSent: () => {
        context.ledger.append({ type: 'card_read' });
        context.changed();
      },
      onCardGone: () => this.#gone(),
    });
  }

  get cardOnReader(): string | null {
    return this.#cardOnReader;
  }

  /** A card that lies there is taken away first. */
  lay(person: FictionalPerson, manner: CardManner): void {
    if (this.#cardOnReader !== null) this.lift();
    this.#cardOnReader = person.personId;
    this.#context.ledger.append({ type: 'card_laid', personId: person.personId, manner });
    this.simulator.layCard(person.card, manner);
    this.#context.changed();
  }

  lift(): void {
    if (this.#cardOnReader === null) return;
    this.simulator.lift();
    this.#gone();
  }

  #gone(): void {
    this.#cardOnReader = null;
    this.#context.ledger.append({ type: 'card_lifted' });
    this.#context.changed();
  }
}
