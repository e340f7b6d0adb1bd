import type { Clock } from '../../../contract/clock.ts';
import type { StorageUnit } from '../../../contract/device-common.ts';
import type { DeviceDirectory } from '../devices/index.ts';

type CountingUnit = 'hopper' | 'bin';

const answerTimeoutMs = 5000;

/** A dispenser counts for itself, and forgets its counts with its host: it is told them. */
export class DispenserCounts {
  readonly #devices: DeviceDirectory;
  readonly #clock: Clock;
  readonly #kept: (unit: StorageUnit) => number | null;
  readonly #telling = new Set<CountingUnit>();

  /** `kept`: items in a unit as they were counted elsewhere. */
  constructor(devices: DeviceDirectory, clock: Clock, kept: (unit: StorageUnit) => number | null) {
    this.#devices = devices;
    this.#clock = clock;
    this.#kept = kept;
  }

  /** Tells a host that started anew what it counted before; does nothing where it knows. */
  remind(): void {
    if (!this.#devices.isOnline('dispenser')) return;
    for (const unit of this.#devices.status('dispenser')?.storage ?? []) {
      const { unitId, count } = unit;
      if (count !== null || (unitId !== 'hopper' && unitId !== 'bin') || this.#telling.has(unitId)) continue;
      const kept = this.#kept(unit);
      if (kept !== null) void this.tell(unitId, kept);
    }
  }

  /** False where it did not take the number. */
  async tell(unit: CountingUnit, count: number): Promise<boolean> {
    const inTime = new AbortController();
    const cancel = this.#clock.after(answerTimeoutMs, () => inTime.abort());
    this.#telling.add(unit);
    try {
      const dispenser = this.#devices.client('dispenser');
      const answer = await dispenser?.refill({ unit, count }, { signal: inTime.signal });
      return answer?.effect === 'done';
    } catch {
      // Its host is gone; the next one is reminded.
      return false;
    } finally {
      cancel();
      this.#telling.delete(unit);
    }
  }
}
