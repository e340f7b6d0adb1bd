import { implement } from '@orpc/server';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { Fault, StorageUnit } from '../../../contract/device-common.ts';
import {
  mostReportedTasks,
  type ReportedDevice,
  type ReportedStorageUnit,
  type ReportedTask,
  type TerminalStatus,
  terminalStatusContract,
} from '../../../contract/fleet.ts';
import type { KioskView } from '../../../contract/kiosk.ts';
import type { TerminalTrouble } from '../../../contract/terminal-trouble.ts';
import { instantSchema, type LocalizedText, type Place } from '../../../contract/words.ts';
import { Feed } from '../../../link/index.ts';
import { wordsOfFault } from '../attendant/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import type { CasesForFleet } from './cases-for-fleet.ts';

export interface FleetSources {
  clock: Pick<Clock, 'after'>;
  site: LocalizedText;
  terminalName: LocalizedText;
  place: Place | null;
  deviceClasses: readonly HostedDeviceClass[];
  devices: Pick<DeviceDirectory, 'statuses' | 'status' | 'client'>;
  view: Feed<Pick<KioskView, 'screen'>>;
  cityReachable: Feed<boolean>;
  /** What lies in a device: told by it or counted by the core. */
  storageOf(deviceClass: HostedDeviceClass): readonly StorageUnit[];
}

/** Of an open task only this is told: neither the case nor a number it is found by. */
type TaskToTell = Pick<ReportedTask, 'taskId' | 'kind' | 'itemName' | 'openedAt'>;

/** Counts fall with every slip and tasks come with a case, and nobody tells of that. */
const recountEveryMs = 1000;
const longestVendorCode = 80;

/**
 * What the core tells the fleet of its terminal: states, codes and counts. Of what is on the screen it takes the
 * reason for no service alone.
 */
export class StatusForFleet {
  readonly status: Feed<TerminalStatus>;
  readonly #sources: FleetSources;
  #troubles: readonly TerminalTrouble[] = [];
  #openTasks: () => readonly TaskToTell[] = () => [];
  #outOfService: TerminalStatus['outOfService'];
  #told: string;

  constructor(sources: FleetSources) {
    this.#sources = sources;
    this.#outOfService = reasonOf(sources.view.value);
    const first = this.#compose();
    this.#told = JSON.stringify(first);
    this.status = new Feed(first);
    sources.devices.statuses.subscribe(() => this.#tell());
    sources.cityReachable.subscribe(() => this.#tell());
    sources.view.subscribe((view) => {
      // The view changes with every touch; only this of it is told.
      const reason = reasonOf(view);
      if (reason === this.#outOfService) return;
      this.#outOfService = reason;
      this.#tell();
    });
    this.#recountLater();
  }

  tellTroubles(troubles: readonly TerminalTrouble[]): void {
    this.#troubles = troubles;
    this.#tell();
  }

  /** From when the journal is open. */
  tellTasksOf(openTasks: () => readonly TaskToTell[]): void {
    this.#openTasks = openTasks;
    this.#tell();
  }

  #recountLater(): void {
    this.#sources.clock.after(recountEveryMs, () => {
      this.#tell();
      this.#recountLater();
    });
  }

  #tell(): void {
    const status = this.#compose();
    const text = JSON.stringify(status);
    if (text === this.#told) return;
    this.#told = text;
    this.status.set(status);
  }

  #compose(): TerminalStatus {
    const { site, terminalName, place, deviceClasses, cityReachable } = this.#sources;
    const tasks = this.#openTasks();
    return {
      site,
      terminalName,
      place,
      outOfService: this.#outOfService,
      troubles: [...this.#troubles],
      cityReachable: cityReachable.value,
      tasks: { count: tasks.length, oldest: tasks.slice(0, mostReportedTasks).map(taskToTell) },
      devices: deviceClasses.map((deviceClass) => this.#device(deviceClass)),
    };
  }

  #device(deviceClass: HostedDeviceClass): ReportedDevice {
    const { devices, storageOf } = this.#sources;
    const status = devices.status(deviceClass);
    return {
      deviceClass,
      hostRuns: devices.client(deviceClass) !== null,
      state: status?.state ?? 'unknown',
      fault: status?.fault ? reported(deviceClass, status.fault) : null,
      storage: storageOf(deviceClass).map(onlyCounts),
    };
  }
}

function reasonOf({ screen }: Pick<KioskView, 'screen'>): TerminalStatus['outOfService'] {
  return screen.name === 'out_of_service' ? screen.reason : null;
}

function reported(deviceClass: HostedDeviceClass, { code, nextAct, vendorCode }: Fault) {
  return {
    code,
    nextAct,
    vendorCode: vendorCode === null ? null : vendorCode.slice(0, longestVendorCode),
    words: wordsOfFault(deviceClass, code),
  };
}

function taskToTell({ taskId, kind, itemName, openedAt }: TaskToTell): ReportedTask {
  return { taskId, kind, itemName, openedAt: instantSchema.parse(openedAt) };
}

function onlyCounts({ unitId, kind, capacity, count, threshold, level }: StorageUnit): ReportedStorageUnit {
  return { unitId, kind, capacity, count, threshold, level };
}

/** Serves the agent on the same terminal. */
export function fleetRouter({ status }: StatusForFleet, cases: CasesForFleet) {
  const os = implement(terminalStatusContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => status.follow(signal)),
    watchCases: os.watchCases.handler(({ signal }) => cases.follow(signal)),
  });
}
