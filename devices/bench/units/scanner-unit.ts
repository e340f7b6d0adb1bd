import { SimulatedCodeScanner, type SimulatedCodeScannerOptions } from '../../code-scanner/index.ts';
import type { UnitContext } from './unit-context.ts';

/** The scanner; a code is held in front of it until it was read. */
export class ScannerUnit {
  readonly simulator: SimulatedCodeScanner;
  readonly #context: UnitContext;

  constructor(context: UnitContext, options: Pick<SimulatedCodeScannerOptions, 'family' | 'suffix'>) {
    this.#context = context;
    this.simulator = new SimulatedCodeScanner({ ...options, onTriggerChange: () => context.changed() });
  }

  get triggered(): boolean {
    return this.simulator.triggered;
  }

  show(text: string): void {
    // Written down first: what is read at once must not stand before what was shown.
    this.#context.ledger.append({ type: 'code_shown' });
    this.simulator.showCode(text);
    this.#context.changed();
  }

  hide(): void {
    this.simulator.hideCode();
  }
}
