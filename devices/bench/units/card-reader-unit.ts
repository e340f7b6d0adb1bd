import type { FictionalPerson } from '../../../contract/fictional-person.ts';
import { disturbedReports, type LineDisturbance } from '../../disturbance/index.ts';
import { type CardManner, MiaxisDeviceSide, SimulatedIdCardReader } from '../../id-card-reader/index.ts';
import type { DeviceSimulator } from '../../simulator.ts';
import { SimulatorOnHidBridge } from '../../simulator-on-hid-bridge.ts';
import type { UnitContext } from './unit-context.ts';

/** The reader and the card that lies on it. */
export class CardReaderUnit {
  /** What its plug carries. */
  readonly simulator: DeviceSimulator;
  readonly #module: SimulatedIdCardReader;
  readonly #context: UnitContext;
  #cardOnReader: string | null = null;

  constructor(
    context: UnitContext,
    options: { baudRate: number; housing: 'serial' | 'miaxis'; disturbance: LineDisturbance },
  ) {
    this.#context = context;
    this.#module = new SimulatedIdCardReader({
      baudRate: options.baudRate,
      onCardTextSent: () => {
        context.ledger.append({ type: 'card_read' });
        context.changed();
      },
      onCardGone: () => this.#gone(),
    });
    this.simulator =
      options.housing === 'miaxis'
        ? new SimulatorOnHidBridge(disturbedReports(new MiaxisDeviceSide(this.#module), options.disturbance))
        : this.#module;
  }

  get cardOnReader(): string | null {
    return this.#cardOnReader;
  }

  /** A card that lies there is taken away first. */
  lay(person: FictionalPerson, manner: CardManner): void {
    if (this.#cardOnReader !== null) this.lift();
    this.#cardOnReader = person.personId;
    this.#context.ledger.append({ type: 'card_laid', personId: person.personId, manner });
    this.#module.layCard(person.card, manner);
    this.#context.changed();
  }

  lift(): void {
    if (this.#cardOnReader === null) return;
    this.#module.lift();
    this.#gone();
  }

  #gone(): void {
    this.#cardOnReader = null;
    this.#context.ledger.append({ type: 'card_lifted' });
    this.#context.changed();
  }
}
