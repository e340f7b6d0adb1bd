import type { AttendedStorageUnit } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { StorageUnit } from '../../../contract/device-common.ts';
import { storageKindWords } from '../../../contract/device-words.ts';
import type { TerminalConfig } from '../../../contract/terminal-config.ts';
import type { AttendantStore, LifeCounts, NotedCount } from '../../../db/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { type PaperCounts, paperSupply } from './paper-supply.ts';

export interface StorageSources {
  devices: DeviceDirectory;
  deviceClasses: readonly HostedDeviceClass[];
  supplies: TerminalConfig['supplies'];
  store: Pick<AttendantStore, 'lastCount' | 'noteCount' | 'lifeCounts'>;
  /** What the printers count by themselves; null where they do not or were not asked. */
  ownCounts(): { cuts: number | null; sheets: number | null };
  clock: Pick<Clock, 'wallMs'>;
}

type CountableUnit = 'roll' | 'tray' | 'hopper' | 'bin';
const keys: Record<CountableUnit, string> = {
  roll: 'receipt_paper',
  tray: 'document_paper',
  hopper: 'dispenser_hopper',
  bin: 'dispenser_bin',
};

/**
 * What lies in the storage units of the terminal. A dispenser counts for itself and is told what it
 * forgot with its host; of paper the count noted last is kept, less what the journal or the printer's
 * own counter says has come out since; the cells of a locker are seen.
 */
export class StorageBook {
  readonly #sources: StorageSources;
  /** Units of the dispenser that are being told their count. */
  readonly #telling = new Set<CountableUnit>();
  /** Read from the database by `recall`, so that a status change costs no query. */
  #life: LifeCounts;
  readonly #counts = new Map<CountableUnit, NotedCount | null>();

  constructor(sources: StorageSources) {
    this.#sources = sources;
    this.#life = sources.store.lifeCounts();
    this.recall();
    sources.devices.statuses.subscribe(() => this.#remindDispenser());
  }

  /** Looks anew what was noted and what has come out since. */
  recall(): void {
    const { store } = this.#sources;
    this.#life = store.lifeCounts();
    for (const unit of Object.keys(keys) as CountableUnit[])
      this.#counts.set(unit, store.lastCount(keys[unit]));
  }

  unitsOf(deviceClass: HostedDeviceClass): AttendedStorageUnit[] {
    if (!this.#sources.deviceClasses.includes(deviceClass)) return [];
    switch (deviceClass) {
      case 'receipt-printer':
        return [this.#roll()];
      case 'document-printer':
        return [this.#tray()];
      case 'pickup-locker':
        return this.#cells();
      default:
        return this.#told(deviceClass).map((unit) => {
          const known = countableUnit(unit);
          const notedAt = known ? (this.#noted(known)?.at ?? null) : null;
          return attended(unit, { settable: known !== null, notedAt });
        });
    }
  }

  paper(): ReturnType<typeof paperSupply> {
    const { devices, supplies } = this.#sources;
    const sensor = devices.status('receipt-printer')?.paper ?? null;
    return paperSupply(this.#paperCounts(), supplies.receiptPaper, sensor);
  }

  /**
   * So many items are in this unit now. False where the device did not take the number; what was
   * refused is not written down.
   */
  async setCount(deviceClass: HostedDeviceClass, unitId: string, count: number, attendantId: string) {
    const unit = this.unitsOf(deviceClass).find((each) => each.unitId === unitId);
    const known = unit && countableUnit(unit);
    if (!unit?.settable || !known || count > unit.capacity) return false;
    if (deviceClass === 'dispenser' && !(await this.#tell(known, count))) return false;
    const { store, clock } = this.#sources;
    this.recall();
    store.noteCount(keys[known], { count, ...this.#usedBefore(known) }, attendantId, clock.wallMs());
    this.recall();
    return true;
  }

  #roll(): AttendedStorageUnit {
    const { remaining, lowAt, cutsPerRoll, level, refilledAt } = this.paper();
    const unit: StorageUnit = {
      unitId: 'roll',
      kind: 'paper_roll',
      capacity: cutsPerRoll,
      count: level === 'out' ? 0 : remaining,
      threshold: lowAt,
      level: levelOfPaper(level),
    };
    return attended(unit, { settable: true, notedAt: refilledAt });
  }

  #tray(): AttendedStorageUnit {
    const { devices, supplies, ownCounts } = this.#sources;
    const { sheetsPerTray, lowAt } = supplies.documentPaper;
    const sensor = devices.status('document-printer')?.paper ?? null;
    const supply = paperSupply(
      {
        printedInAll: this.#life.sheets,
        refill: this.#noted('tray'),
        deviceCuts: ownCounts().sheets,
      },
      { cutsPerRoll: sheetsPerTray, lowAt },
      sensor,
    );
    const unit: StorageUnit = {
      unitId: 'tray',
      kind: 'paper_tray',
      capacity: sheetsPerTray,
      count: supply.level === 'out' ? 0 : supply.remaining,
      threshold: lowAt,
      level: levelOfPaper(supply.level),
    };
    return attended(unit, { settable: true, notedAt: supply.refilledAt });
  }

  /** One unit for each board; only where sensors see what lies in the cells. */
  #cells(): AttendedStorageUnit[] {
    const cells = this.#sources.devices.status('pickup-locker')?.cells ?? [];
    const boards = [...new Set(cells.map(({ board }) => board))];
    return boards.flatMap((board) => {
      const mine = cells.filter((cell) => cell.board === board);
      if (mine.some(({ item }) => item === 'unknown')) return [];
      const count = mine.filter(({ item }) => item === 'present').length;
      const unit: StorageUnit = {
        unitId: `board-${board}`,
        kind: 'cells',
        capacity: mine.length,
        count,
        threshold: mine.length,
        level: count === mine.length ? 'full' : 'ok',
      };
      return attended(unit, { settable: false, notedAt: null });
    });
  }

  #told(deviceClass: HostedDeviceClass): StorageUnit[] {
    return this.#sources.devices.status(deviceClass)?.storage ?? [];
  }

  #paperCounts(): PaperCounts {
    const { ownCounts } = this.#sources;
    return {
      printedInAll: this.#life.papers,
      refill: this.#noted('roll'),
      deviceCuts: ownCounts().cuts,
    };
  }

  #noted(unit: CountableUnit): NotedCount | null {
    return this.#counts.get(unit) ?? null;
  }

  #usedBefore(unit: CountableUnit): Pick<NotedCount, 'usedBefore' | 'deviceCounter'> {
    const life = this.#life;
    const own = this.#sources.ownCounts();
    switch (unit) {
      case 'roll':
        return { usedBefore: life.papers, deviceCounter: own.cuts };
      case 'tray':
        return { usedBefore: life.sheets, deviceCounter: own.sheets };
      case 'hopper':
      case 'bin':
        return { usedBefore: movedIn(unit, life), deviceCounter: null };
    }
  }

  /** A host that started anew knows its counts no more. */
  #remindDispenser(): void {
    const { devices, store } = this.#sources;
    const isForgotten = this.#told('dispenser').some(({ count }) => count === null);
    if (!isForgotten || !devices.isOnline('dispenser')) return;
    for (const { unitId, count, capacity } of this.#told('dispenser')) {
      const unit = unitId === 'hopper' || unitId === 'bin' ? unitId : null;
      const noted = unit && count === null && !this.#telling.has(unit) ? this.#noted(unit) : null;
      if (!unit || noted?.count == null) continue;
      const moved = movedIn(unit, store.lifeCounts()) - noted.usedBefore;
      const now = unit === 'hopper' ? noted.count - moved : noted.count + moved;
      void this.#tell(unit, Math.min(capacity, Math.max(0, now)));
    }
  }

  async #tell(unit: CountableUnit, count: number): Promise<boolean> {
    if (unit !== 'hopper' && unit !== 'bin') return false;
    this.#telling.add(unit);
    try {
      const answer = await this.#sources.devices.client('dispenser')?.refill({ unit, count });
      return answer?.effect === 'done';
    } catch {
      // The host is gone; the next one is reminded.
      return false;
    } finally {
      this.#telling.delete(unit);
    }
  }
}

/** Items that left the hopper, or that came into the bin, since the first start. */
function movedIn(unit: 'hopper' | 'bin', life: LifeCounts): number {
  return unit === 'hopper' ? life.items_dispensed : life.items_captured;
}

function countableUnit({ unitId }: Pick<StorageUnit, 'unitId'>): CountableUnit | null {
  return unitId in keys ? (unitId as CountableUnit) : null;
}

function attended(
  unit: StorageUnit,
  more: Pick<AttendedStorageUnit, 'settable' | 'notedAt'>,
): AttendedStorageUnit {
  return { ...unit, name: storageKindWords[unit.kind], ...more };
}

function levelOfPaper(level: ReturnType<typeof paperSupply>['level']): StorageUnit['level'] {
  switch (level) {
    case 'full':
      return 'ok';
    case 'low':
    case 'unknown':
      return level;
    case 'out':
      return 'empty';
  }
}
