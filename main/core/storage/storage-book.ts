import type { AttendedStorageUnit, PaperSupply } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { StorageUnit } from '../../../contract/device-common.ts';
import { storageKindWords } from '../../../contract/device-words.ts';
import { unreachable } from '../../../contract/result.ts';
import type { AttendantStore, LifeCounts, NotedCount } from '../../../db/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { countOf, levelOf, type Moved } from './count-of.ts';
import { DispenserCounts } from './dispenser-counts.ts';
import { paperSupply } from './paper-supply.ts';

/** A storage unit came to another level; `count` is -1 where nobody knows it. */
export interface StorageEvent {
  event: 'storage_changed';
  device: string;
  unit: string;
  level: StorageUnit['level'];
  count: number;
}

export interface StorageBookOptions {
  devices: DeviceDirectory;
  deviceClasses: readonly HostedDeviceClass[];
  clock: Clock;
  store: Pick<AttendantStore, 'lastCount' | 'noteCount' | 'lifeCounts'>;
  /** What the printers count by themselves; null where they do not or were not asked. */
  ownCounts(): { cuts: number | null; sheets: number | null };
  write(event: StorageEvent): void;
}

/** Units whose items are counted here, and their names in the database. */
const keys = {
  'receipt-printer/roll': 'receipt_paper',
  'document-printer/tray': 'document_paper',
  'dispenser/hopper': 'dispenser_hopper',
  'dispenser/bin': 'dispenser_bin',
} as const;
type CountedUnit = keyof typeof keys;

/** Estimates fall with every slip, and no device tells of that. */
const recallEveryMs = 60_000;

/**
 * What lies in the devices: told by them where they know, and otherwise kept here over restarts of
 * hosts and of the terminal, from what technicians noted and the journal counted since.
 */
export class StorageBook {
  readonly #options: StorageBookOptions;
  readonly #dispenser: DispenserCounts;
  /** What a device told last: it is still in there while its host is away. */
  readonly #told = new Map<HostedDeviceClass, readonly StorageUnit[]>();
  readonly #levels = new Map<string, StorageUnit['level']>();
  /** Read from the database by `recall`, so that a status change costs no query. */
  readonly #noted = new Map<CountedUnit, NotedCount | null>();
  #life: LifeCounts;

  constructor(options: StorageBookOptions) {
    const { devices, clock, store } = options;
    this.#options = options;
    this.#life = store.lifeCounts();
    this.#dispenser = new DispenserCounts(devices, clock, (unit) => this.#kept(unit));
    this.#readBack();
    devices.statuses.subscribe((statuses) => {
      for (const deviceClass of options.deviceClasses) {
        const storage = statuses[deviceClass]?.storage;
        if (storage) this.#told.set(deviceClass, storage);
      }
      this.#tellChanges();
      this.#dispenser.remind();
    });
    this.#recallLater();
  }

  /** Looks anew what was noted and what has come out since. */
  recall(): void {
    this.#readBack();
    this.#tellChanges();
  }

  /** Empty where the device holds nothing that is counted, or has not told since the start. */
  unitsOf(deviceClass: HostedDeviceClass): AttendedStorageUnit[] {
    const isAway = this.#options.devices.status(deviceClass) === null;
    return (this.#told.get(deviceClass) ?? []).map((unit) => {
      // Of a device whose host is away only what was counted holds.
      const known: StorageUnit = isAway ? { ...unit, level: 'unknown' } : unit;
      const counted = countedUnit(deviceClass, unit);
      const noted = counted && (this.#noted.get(counted) ?? null);
      const count = countOf(known, noted, counted && this.#movedIn(counted));
      return {
        ...unit,
        count,
        level: levelOf(known, count),
        name: storageKindWords[unit.kind],
        settable: counted !== null && this.#isSettable(deviceClass, unit),
        notedAt: noted?.at ?? null,
      };
    });
  }

  /** The receipt printer's roll with what was counted of it; null before it was told of. */
  paper(): PaperSupply | null {
    const roll = this.unitsOf('receipt-printer').find(({ kind }) => kind === 'paper_roll');
    if (!roll) return null;
    return paperSupply(roll, {
      sensor: this.#options.devices.status('receipt-printer')?.paper ?? null,
      noted: this.#noted.get('receipt-printer/roll') ?? null,
      moved: this.#movedIn('receipt-printer/roll'),
    });
  }

  /**
   * So many items are in this unit now. False where its count cannot be set, is beyond the capacity, or
   * the device does not take it; what was refused is not written down.
   */
  async setCount(
    deviceClass: HostedDeviceClass,
    unitId: string,
    count: number,
    attendantId: string,
  ): Promise<boolean> {
    const unit = this.unitsOf(deviceClass).find((each) => each.unitId === unitId);
    const counted = unit && countedUnit(deviceClass, unit);
    if (!unit?.settable || !counted || count > unit.capacity) return false;
    if (counted === 'dispenser/hopper' && !(await this.#dispenser.tell('hopper', count))) return false;
    if (counted === 'dispenser/bin' && !(await this.#dispenser.tell('bin', count))) return false;
    const { store, clock } = this.#options;
    this.#readBack();
    const { byJournal, byDevice } = this.#movedIn(counted);
    const noted = { count, usedBefore: byJournal, deviceCounter: byDevice };
    store.noteCount(keys[counted], noted, attendantId, clock.wallMs());
    this.recall();
    return true;
  }

  #isSettable(deviceClass: HostedDeviceClass, unit: StorageUnit): boolean {
    // A dispenser counts along, so that it has to be there to be told.
    if (deviceClass === 'dispenser') return this.#options.devices.isOnline(deviceClass);
    return unit.count === null;
  }

  #movedIn(unit: CountedUnit): Moved {
    const own = this.#options.ownCounts();
    const { papers, sheets, items_dispensed, items_captured } = this.#life;
    switch (unit) {
      case 'receipt-printer/roll':
        return { byJournal: papers, byDevice: own.cuts };
      case 'document-printer/tray':
        return { byJournal: sheets, byDevice: own.sheets };
      case 'dispenser/hopper':
        return { byJournal: items_dispensed, byDevice: null };
      case 'dispenser/bin':
        return { byJournal: items_captured, byDevice: null };
      default:
        return unreachable(unit);
    }
  }

  /** What a host that started anew has to be told; null where nobody ever counted it. */
  #kept(unit: StorageUnit): number | null {
    const counted = countedUnit('dispenser', unit);
    if (!counted) return null;
    this.#readBack();
    return countOf(unit, this.#noted.get(counted) ?? null, this.#movedIn(counted));
  }

  #readBack(): void {
    const { store } = this.#options;
    this.#life = store.lifeCounts();
    for (const unit of Object.keys(keys) as CountedUnit[]) this.#noted.set(unit, store.lastCount(keys[unit]));
  }

  #tellChanges(): void {
    for (const deviceClass of this.#told.keys()) {
      for (const { unitId, level, count } of this.unitsOf(deviceClass)) {
        const key = `${deviceClass}/${unitId}`;
        const before = this.#levels.get(key);
        this.#levels.set(key, level);
        // What is as it should be at the start is no news.
        if (level === before || (before === undefined && (level === 'ok' || level === 'unknown'))) continue;
        const event = 'storage_changed';
        this.#options.write({ event, device: deviceClass, unit: unitId, level, count: count ?? -1 });
      }
    }
  }

  #recallLater(): void {
    this.#options.clock.after(recallEveryMs, () => {
      this.recall();
      this.#recallLater();
    });
  }
}

function countedUnit(
  deviceClass: HostedDeviceClass,
  { unitId }: Pick<StorageUnit, 'unitId'>,
): CountedUnit | null {
  const key = `${deviceClass}/${unitId}`;
  return key in keys ? (key as CountedUnit) : null;
}
