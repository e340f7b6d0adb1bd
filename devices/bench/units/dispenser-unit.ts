import type { BenchState } from '../../../contract/bench.ts';
import {
  type MovePhase,
  SimulatedCrt591,
  type SimulatedCrt591Options,
  SimulatedK720,
} from '../../dispenser/index.ts';
import { noteFault, type UnitContext } from './unit-context.ts';

export interface DispenserUnitOptions {
  protocol: 'crt-591' | 'k720';
  items: number;
  moveMs: number;
}

/** Code and first number of the roll in a new bench's hopper: those the embedded city begins with. */
const invoiceCode = '031009900104';
const firstInvoice = 10_000_001;

/** The dispenser, what lies in it, and the hands at its gate. */
export class DispenserUnit {
  readonly simulator: SimulatedCrt591 | SimulatedK720;
  readonly #context: UnitContext;
  #inHand: number | null = null;
  /** What is printed on item 0, if there were one. */
  #numberBefore = firstInvoice - 1;

  constructor(context: UnitContext, { protocol, items, moveMs }: DispenserUnitOptions) {
    this.#context = context;
    const { ledger, changed } = context;
    const options: SimulatedCrt591Options = {
      hopperCount: items,
      moveMs,
      onItemDispensed: (item) => ledger.append({ type: 'item_dispensed', item, unit: 'hopper' }),
      onItemTaken: (item) => {
        this.#inHand = item;
        ledger.append({ type: 'item_taken', item, unit: 'gate' });
      },
      onItemCaptured: (item) => ledger.append({ type: 'item_captured', item, unit: 'bin' }),
      onChanged: changed,
    };
    this.simulator = protocol === 'k720' ? new SimulatedK720(options) : new SimulatedCrt591(options);
  }

  get state(): BenchState['dispenser'] {
    const { hopperCount, binCount, isJammed, item } = this.#body;
    return { hopperCount, binCount, jammed: isJammed, item: item && { ...item }, taken: this.#inHand };
  }

  putIn(count: number): boolean {
    const fits = this.#body.putIn(count);
    if (fits) this.#note(`items_put_in_${count}`);
    return fits;
  }

  /** So many lie in the hopper now. */
  setItems(count: number): void {
    this.#body.setHopper(count);
    this.#note(`hopper_holds_${count}`);
  }

  setPower(on: boolean): void {
    if (!on) this.#body.powerOff();
    else if (this.simulator instanceof SimulatedCrt591) this.simulator.restart();
    this.#note(on ? 'power_on' : 'power_off');
  }

  /** Another roll: the next item carries this number. */
  loadInvoices(firstNumber: number): void {
    this.#numberBefore = firstNumber - 1 - this.#body.itemsFed;
    this.#note(`invoices_from_${firstNumber}`);
  }

  /** What the code on the item taken last says; null before the first. */
  codeInHand(): string | null {
    if (this.#inHand === null) return null;
    return `${invoiceCode}${String(this.#numberBefore + this.#inHand).padStart(8, '0')}`;
  }

  /** False when nothing lies at the gate. */
  take(): boolean {
    return this.#body.takeFromGate();
  }

  jamAt(phase: MovePhase): void {
    this.#body.jamAt(phase);
    this.#note(`jams_at_${phase}`);
  }

  clearJam(): void {
    this.#body.clearJam();
    this.#note('jam_cleared');
  }

  emptyBin(): void {
    this.#body.emptyBin();
    this.#note('bin_emptied');
  }

  get #body() {
    return this.simulator.body;
  }

  #note(fault: string): void {
    noteFault(this.#context, 'dispenser', fault);
  }
}
