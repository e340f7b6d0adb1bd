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

/** The dispenser, what lies in it, and the hands at its gate. */
export class DispenserUnit {
  readonly simulator: SimulatedCrt591 | SimulatedK720;
  readonly #context: UnitContext;

  constructor(context: UnitContext, { protocol, items, moveMs }: DispenserUnitOptions) {
    this.#context = context;
    const { ledger, changed } = context;
    const options: SimulatedCrt591Options = {
      hopperCount: items,
      moveMs,
      onItemDispensed: (item) => ledger.append({ type: 'item_dispensed', item, unit: 'hopper' }),
      onItemTaken: (item) => ledger.append({ type: 'item_taken', item, unit: 'gate' }),
      onItemCaptured: (item) => ledger.append({ type: 'item_captured', item, unit: 'bin' }),
      onChanged: changed,
    };
    this.simulator = protocol === 'k720' ? new SimulatedK720(options) : new SimulatedCrt591(options);
  }

  get state(): BenchState['dispenser'] {
    const { hopperCount, binCount, isJammed, item } = this.#body;
    return { hopperCount, binCount, jammed: isJammed, item: item && { ...item } };
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
