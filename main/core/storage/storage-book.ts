import type { AttendedStorageUnit } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { StorageUnit } from '../../../contract/device-common.ts';
import { storageKindWords } from '../../../contract/device-words.ts';
import type { AttendantStore, LifeCounts, StorageUnitKey } from '../../../db/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { countOf, levelOf, type Moved } from './count-of.ts';

/** A storage unit came to another level; `count` is -1 where nobody knows it. */
export interface StorageEvent {
  event: 'storage_changed';
  device: string;
  unit: string;
  level: StorageUnit['level'];
  count: number;
}

/** What a technician found or left in a unit. */
export interface StorageCount {
  deviceClass: HostedDeviceClass;
  unitId: string;
  count: number;
}

export interface StorageBookOptions {
  devices: DeviceDirectory;
  deviceClasses: readonly HostedDeviceClass[];
  clock: Clock;
  store: Pick<AttendantStore, 'lastCount' | 'noteCount' | 'lifeCounts'>;
  /** The last word of a device's own counter of what passed through it; null where it has none. */
  deviceCounter(deviceClass: HostedDeviceClass): number | null;
  write(event: StorageEvent): void;
}

/** Estimates fall with every slip, and no device tells of that. */
const recountEveryMs = 60_000;
const refillTimeoutMs = 5000;

/**
 * What lies in the devices: told by them where they know, and otherwise kept here over restarts of
 * hosts and of the terminal, from what technicians noted and the journal counted since.
 */
export class StorageBook {
  readonly #options: StorageBookOptions;
  /** What a device told last: it is still there while its host is away. */
  readonly #told = new Map<HostedDeviceClass, readonly StorageUnit[]>();
  readonly #levels = new Map<string, StorageUnit['level']>();
  #life: LifeCounts;

  constructor(options: StorageBookOptions) {
    this.#options = options;
    this.#life = options.store.lifeCounts();
    options.devices.statuses.subscribe((statuses) => {
      for (const deviceClass of options.deviceClasses) {
        const storage = statuses[deviceClass]?.storage;
        if (storage) this.#told.set(deviceClass, storage);
      }
      this.#tellChanges();
    });
    this.#recountLater();
  }

  /** Empty where the device holds nothing that is counted, or has not told since the start. */
  unitsOf(deviceClass: HostedDeviceClass): AttendedStorageUnit[] {
    return (this.#told.get(deviceClass) ?? []).map((unit) => {
      const noted = this.#options.store.lastCount(keyOf(deviceClass, unit));
      const known = this.#isAway(deviceClass) ? withoutSensors(unit) : unit;
      const count = countOf(known, noted, this.#movedIn(deviceClass, unit));
      return {
        ...unit,
        count,
        level: levelOf(known, count),
        name: storageKindWords[unit.kind],
        settable: this.#isSettable(deviceClass, unit),
        notedAt: noted?.at ?? null,
      };
    });
  }

  /** Counts the journal anew: acts have ended since. */
  recount(): void {
    this.#life = this.#options.store.lifeCounts();
    this.#tellChanges();
  }

  /**
   * Writes down what is in a unit now, and tells the device where it counts along. False where its count
   * cannot be set, is beyond the capacity, or the device does not take it.
   */
  async setCount({ deviceClass, unitId, count }: StorageCount, attendantId: string): Promise<boolean> {
    const unit = this.unitsOf(deviceClass).find((each) => each.unitId === unitId);
    if (!unit?.settable || count > unit.capacity) return false;
    if (deviceClass === 'dispenser' && !(await this.#tellDispenser(unitId, count))) return false;
    this.#note(deviceClass, unit, count, attendantId);
    return true;
  }

  #note(deviceClass: HostedDeviceClass, unit: StorageUnit, count: number, attendantId: string): void {
    const { store, clock } = this.#options;
    this.#life = store.lifeCounts();
    const moved = this.#movedIn(deviceClass, unit);
    store.noteCount(
      keyOf(deviceClass, unit),
      { count, movedBefore: moved?.byJournal ?? 0, deviceCounter: moved?.byDevice ?? null },
      attendantId,
      clock.wallMs(),
    );
    this.#tellChanges();
  }

  async #tellDispenser(unitId: string, count: number): Promise<boolean> {
    if (unitId !== 'hopper' && unitId !== 'bin') return false;
    const inTime = new AbortController();
    const cancel = this.#options.clock.after(refillTimeoutMs, () => inTime.abort());
    try {
      const dispenser = this.#options.devices.client('dispenser');
      const completion = await dispenser?.refill({ unit: unitId, count }, { signal: inTime.signal });
      return completion?.effect === 'done';
    } catch {
      return false;
    } finally {
      cancel();
    }
  }

  #isSettable(deviceClass: HostedDeviceClass, unit: StorageUnit): boolean {
    // A dispenser's own counter must follow, so that it has to be there.
    if (deviceClass === 'dispenser') return this.#options.devices.isOnline(deviceClass);
    return unit.kind !== 'cells' && unit.count === null;
  }

  #isAway(deviceClass: HostedDeviceClass): boolean {
    return this.#options.devices.status(deviceClass) === null;
  }

  /** Null where nothing is counted, or where it is not known which of several units was used. */
  #movedIn(deviceClass: HostedDeviceClass, { unitId }: Pick<StorageUnit, 'unitId'>): Moved | null {
    const byDevice = this.#options.deviceCounter(deviceClass);
    switch (`${deviceClass}/${unitId}`) {
      case 'receipt-printer/roll':
        return { byJournal: this.#life.papers, byDevice };
      case 'document-printer/tray':
        return { byJournal: this.#life.sheets, byDevice };
      case 'dispenser/hopper':
        return { byJournal: this.#life.items_dispensed, byDevice: null };
      case 'dispenser/bin':
        return { byJournal: this.#life.items_captured, byDevice: null };
      default:
        return null;
    }
  }

  #tellChanges(): void {
    for (const deviceClass of this.#told.keys()) {
      for (const { unitId, level, count } of this.unitsOf(deviceClass)) {
        const key = `${deviceClass}/${unitId}`;
        const before = this.#levels.get(key);
        this.#levels.set(key, level);
        // Nothing is news that is as it should be at the start.
        if (level === before || (before === undefined && (level === 'ok' || level === 'unknown'))) continue;
        const event = 'storage_changed';
        this.#options.write({ event, device: deviceClass, unit: unitId, level, count: count ?? -1 });
      }
    }
  }

  #recountLater(): void {
    this.#options.clock.after(recountEveryMs, () => {
      this.recount();
      this.#recountLater();
    });
  }
}

function keyOf(deviceClass: HostedDeviceClass, { unitId }: Pick<StorageUnit, 'unitId'>): StorageUnitKey {
  return `${deviceClass}/${unitId}`;
}

/** Of a device whose host is away only what was counted holds. */
function withoutSensors(unit: StorageUnit): StorageUnit {
  return { ...unit, level: 'unknown' };
}
