import type { Counter, CounterName } from '../../../contract/attendant.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { AttendantStore, LifeCounts } from '../../../db/index.ts';
import type { MaintenanceDesk } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';

type Figures = Readonly<Partial<Record<CounterName, number>>>;

/** Whose counter it is, in the order they are shown. */
const counterDevices = {
  cards_read: 'id-card-reader',
  codes_scanned: 'code-scanner',
  papers: 'receipt-printer',
  cuts: 'receipt-printer',
  sheets: 'document-printer',
  device_sheets: 'document-printer',
  cells_opened: 'pickup-locker',
  door_openings: 'door',
  items_dispensed: 'dispenser',
  items_captured: 'dispenser',
} as const satisfies Record<CounterName, HostedDeviceClass>;

const ownCounters = { 'receipt-printer': 'cuts', 'document-printer': 'device_sheets' } as const;
type CountingDevice = keyof typeof ownCounters;

export interface CounterSources {
  desk: Pick<MaintenanceDesk, 'readCutCount' | 'readSheetCount'>;
  store: Pick<AttendantStore, 'lifeCounts'>;
  devices: DeviceDirectory;
  deviceClasses: readonly HostedDeviceClass[];
}

/**
 * What the terminal's devices have done in its life. The journal counts acts, the streams of readers
 * count reads, and printers that count for themselves are asked. A time span is a difference.
 */
export class LiveCounters {
  readonly #sources: CounterSources;
  readonly #atStart: LifeCounts;
  /** What a printer's own counter said first after the start. */
  readonly #firstHeard = new Map<CountingDevice, number>();
  readonly #lastHeard = new Map<CountingDevice, number>();
  readonly #asking = new Set<CountingDevice>();

  constructor(sources: CounterSources) {
    this.#sources = sources;
    this.#atStart = sources.store.lifeCounts();
    const { devices } = sources;
    devices.statuses.subscribe(() => {
      for (const device of Object.keys(ownCounters) as CountingDevice[]) {
        if (!this.#firstHeard.has(device) && devices.isOnline(device)) void this.hear(device);
      }
    });
  }

  /** Asks a printer for its own counter. A busy one does not tell; what it told last still stands. */
  async hear(device: CountingDevice): Promise<void> {
    if (this.#asking.has(device)) return;
    this.#asking.add(device);
    const { desk } = this.#sources;
    const count = await (device === 'receipt-printer' ? desk.readCutCount() : desk.readSheetCount());
    this.#asking.delete(device);
    if (count === null) return;
    this.#lastHeard.set(device, count);
    if (!this.#firstHeard.has(device)) this.#firstHeard.set(device, count);
  }

  /** What the printers told last; null where they do not count or were not heard yet. */
  ownCounts(): { cuts: number | null; sheets: number | null } {
    return {
      cuts: this.#lastHeard.get('receipt-printer') ?? null,
      sheets: this.#lastHeard.get('document-printer') ?? null,
    };
  }

  /** As they stand now; kept by the caller to tell later what came since. Reads the journal. */
  life(): Figures {
    const reads = this.#sources.devices.readCounts.value;
    const { cards_read, codes_scanned } = this.#atStart;
    return {
      ...this.#sources.store.lifeCounts(),
      cards_read: cards_read + reads.cards_read,
      codes_scanned: codes_scanned + reads.codes_scanned,
      ...this.#own(this.#lastHeard),
    };
  }

  /** Of the devices this terminal has. `before` is what `life` said when the technician came. */
  view(life: Figures, before: Figures): Counter[] {
    const start: Figures = { ...this.#atStart, ...this.#own(this.#firstHeard) };
    const names = Object.keys(counterDevices) as CounterName[];
    return names
      .filter((name) => this.#sources.deviceClasses.includes(counterDevices[name]))
      .map((name) => ({
        name,
        deviceClass: counterDevices[name],
        // A counter heard for the first time after the technician came began with what was heard.
        session: since(life[name], before[name] ?? start[name]),
        sinceStart: since(life[name], start[name]),
        life: life[name] ?? null,
      }));
  }

  #own(heard: ReadonlyMap<CountingDevice, number>): Figures {
    const figures: Partial<Record<CounterName, number>> = {};
    for (const [device, count] of heard) figures[ownCounters[device]] = count;
    return figures;
  }
}

/** A device that was exchanged counts from less, and then proves nothing. */
function since(now: number | undefined, then: number | undefined): number | null {
  return now === undefined || then === undefined || now < then ? null : now - then;
}
