import type { Clock } from '../../contract/clock.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';

export type PowerState = 'on' | 'off' | 'booting';

export interface UnitPowerOptions {
  simulator: DeviceSimulator;
  clock: Clock;
  /** From the power to the first word. */
  bootMs: number;
  /** What the unit itself loses and does. */
  onPower?: ((on: boolean) => void) | undefined;
  onChange: () => void;
}

/**
 * The power of one unit. Without it, while it boots and while its program hangs, nothing is heard and
 * nothing said; the lines stay open, as those of an adapter with power of its own.
 */
export class UnitPower implements DeviceSimulator {
  readonly #options: UnitPowerOptions;
  #state: PowerState = 'on';
  #isHung = false;
  #cancelBoot = () => {};

  constructor(options: UnitPowerOptions) {
    this.#options = options;
  }

  get state(): PowerState {
    return this.#state;
  }

  get isHung(): boolean {
    return this.#isHung;
  }

  /** The unit's program stands still until its power is cut. */
  hang(): void {
    this.#isHung = true;
    this.#options.onChange();
  }

  setPower(on: boolean): void {
    const { clock, bootMs, onPower, onChange } = this.#options;
    if (on === (this.#state !== 'off')) return;
    this.#cancelBoot();
    if (!on) {
      this.#state = 'off';
      this.#isHung = false;
      onPower?.(false);
    } else {
      this.#state = 'booting';
      this.#cancelBoot = clock.after(bootMs, () => {
        this.#state = 'on';
        onPower?.(true);
        onChange();
      });
    }
    onChange();
  }

  attach(line: SimulatorLine): void {
    this.#options.simulator.attach({
      send: (bytes) => {
        if (this.#isAwake) line.send(bytes);
      },
      onData: (listener) =>
        line.onData((bytes) => {
          if (this.#isAwake) listener(bytes);
        }),
      onClosed: (listener) => line.onClosed(listener),
    });
  }

  get #isAwake(): boolean {
    return this.#state === 'on' && !this.#isHung;
  }
}
