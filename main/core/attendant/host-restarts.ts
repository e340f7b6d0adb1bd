import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { DeviceDirectory } from '../devices/index.ts';

/** A host is back within a second or two; after this the button may be pressed again. */
const longestRestartMs = 10_000;

/** Hosts that were told to start anew and have not spoken since. */
export class HostRestarts {
  readonly #awaited = new Map<HostedDeviceClass, { wasAway: boolean }>();
  readonly #devices: DeviceDirectory;
  readonly #clock: Clock;
  readonly #onChange: () => void;

  constructor(options: { devices: DeviceDirectory; clock: Clock; onChange(): void }) {
    this.#devices = options.devices;
    this.#clock = options.clock;
    this.#onChange = options.onChange;
  }

  /** False while an earlier restart of it is under way. */
  begin(deviceClass: HostedDeviceClass): boolean {
    if (this.#awaited.has(deviceClass)) return false;
    const mine = { wasAway: this.#devices.status(deviceClass) === null };
    this.#awaited.set(deviceClass, mine);
    this.#clock.after(longestRestartMs, () => {
      if (this.#awaited.get(deviceClass) !== mine) return;
      this.#awaited.delete(deviceClass);
      this.#onChange();
    });
    return true;
  }

  isUnderWay(deviceClass: HostedDeviceClass): boolean {
    return this.#awaited.has(deviceClass);
  }

  /** To be told of each change of the devices. */
  look(): void {
    for (const [deviceClass, awaited] of this.#awaited) {
      const isAway = this.#devices.status(deviceClass) === null;
      if (isAway) awaited.wasAway = true;
      else if (awaited.wasAway) this.#awaited.delete(deviceClass);
    }
  }
}
