import {
  SimulatedCodeScanner,
  type SimulatedCodeScannerOptions,
  SimulatedHidPos,
  type SimulatedHidPosOptions,
} from '../../code-scanner/index.ts';
import { disturbedReports, type LineDisturbance } from '../../disturbance/index.ts';
import type { DeviceSimulator } from '../../simulator.ts';
import { SimulatorOnHidBridge } from '../../simulator-on-hid-bridge.ts';
import type { UnitContext } from './unit-context.ts';

export interface ScannerUnitOptions {
  driver: 'serial-scanner' | 'hid-pos';
  commands: NonNullable<SimulatedHidPosOptions['commands']>;
  trigger: NonNullable<SimulatedCodeScannerOptions['family']>;
  suffix: NonNullable<SimulatedCodeScannerOptions['suffix']>;
  /** Of the reports of a `hid-pos`; a serial line is disturbed at its plug. */
  disturbance: LineDisturbance;
}

/** The scanner; a code is held in front of it until it was read. */
export class ScannerUnit {
  /** What its plug carries. */
  readonly simulator: DeviceSimulator;
  readonly #scanner: SimulatedCodeScanner | SimulatedHidPos;
  readonly #context: UnitContext;

  constructor(context: UnitContext, { driver, commands, trigger, suffix, disturbance }: ScannerUnitOptions) {
    this.#context = context;
    const onTriggerChange = () => context.changed();
    if (driver === 'hid-pos') {
      const scanner = new SimulatedHidPos({ commands, onTriggerChange });
      this.#scanner = scanner;
      this.simulator = new SimulatorOnHidBridge(disturbedReports(scanner, disturbance));
    } else {
      const scanner = new SimulatedCodeScanner({ family: trigger, suffix, onTriggerChange });
      this.#scanner = scanner;
      this.simulator = scanner;
    }
  }

  get triggered(): boolean {
    return this.#scanner.triggered;
  }

  show(text: string): void {
    // Written down first: what is read at once must not stand before what was shown.
    this.#context.ledger.append({ type: 'code_shown' });
    this.#scanner.showCode(text);
    this.#context.changed();
  }

  hide(): void {
    this.#scanner.hideCode();
  }
}
