import type {
  AttendedDevice,
  AttendedStorageUnit,
  AttendedTask,
  BenchCommand,
  BenchRun,
  CameraFinding,
  DeviceAnswer,
  OpenAttendantView,
  SelfTest,
} from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import { deviceName } from '../../../contract/device-words.ts';
import type { Language } from '../../../contract/words.ts';
import type { AttendantStore } from '../../../db/index.ts';
import { type MaintenanceDesk, type OpenTask, slipNumber } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import type { StorageBook } from '../storage/index.ts';
import { askDevice } from './ask-device.ts';
import type { AttendantAct, WriteAttendantEvent } from './attendant-event.ts';
import { BenchCommands, deviceOfCommand } from './bench-commands.ts';
import { cameraAnswer, cameraRow } from './camera-row.ts';
import { factsOf, furtherFaults } from './device-facts.ts';
import { explainFault } from './fault-words.ts';
import { HostRestarts } from './host-restarts.ts';
import type { LiveCounters } from './live-counters.ts';
import { SelfTests, type SelfTestWish } from './self-test.ts';
import { taskFacts } from './task-facts.ts';

export interface AttendantMemory {
  desk: MaintenanceDesk;
  store: AttendantStore;
}

export interface DeskOptions {
  clock: Clock;
  terminalId: string;
  attendantId: string;
  deviceClasses: readonly HostedDeviceClass[];
  devices: DeviceDirectory;
  /** Has any item a document that is laid under the camera? */
  cameraNeeded: boolean;
  /** Null while the terminal's memory cannot be opened. */
  memory: (AttendantMemory & { counters: LiveCounters; storage: StorageBook }) | null;
  /** Has the process of this class's driver started anew. */
  restartHost(deviceClass: HostedDeviceClass): void;
  write: WriteAttendantEvent;
  onChange(): void;
}

export type DeskView = Omit<
  OpenAttendantView,
  'state' | 'attendantId' | 'secondsLeft' | 'log' | 'logFilter' | 'cameraNeeded' | 'troubles'
>;
/** Storage unit `unitId` of a device holds so many items now. */
export interface StorageCount {
  deviceClass: string;
  unitId: string;
  count: number;
}

/** What was read from the journal, so that a status change costs no query. */
interface Remembered {
  openings: { board: number; cell: number; times: number }[];
  tasks: OpenTask[];
  life: ReturnType<LiveCounters['life']>;
}

const nothingRemembered: Remembered = {
  openings: [],
  tasks: [],
  life: {},
};
const recallEveryMs = 5000;

/** Everything an attendant sees and does while the session is open. */
export class AttendantDesk {
  readonly #options: DeskOptions;
  readonly #stop = new AbortController();
  readonly #unsubscribe: (() => void)[];
  readonly #asking = new Set<HostedDeviceClass>();
  readonly #answers = new Map<HostedDeviceClass, DeviceAnswer>();
  readonly #bench: BenchCommands;
  readonly #selfTests: SelfTests;
  readonly #restarts: HostRestarts;
  readonly #lifeBefore: Remembered['life'];
  #remembered: Remembered = nothingRemembered;
  #camera: DeviceAnswer | null = null;
  #claim: OpenAttendantView['claim'] = null;

  constructor(options: DeskOptions) {
    this.#options = options;
    const { memory, devices, onChange } = options;
    const common = { ...options, desk: memory?.desk ?? null, stop: this.#stop.signal };
    this.#bench = new BenchCommands({
      ...common,
      onEnded: (deviceClass, run) => void this.#noteRun(deviceClass, run),
    });
    this.#selfTests = new SelfTests({
      ...common,
      ask: (deviceClass) => this.#ask(deviceClass),
      storage: () => options.deviceClasses.flatMap((each) => this.#storageOf(each)),
      onEnded: (test) => void this.#noteTest(test),
    });
    this.#restarts = new HostRestarts(options);
    this.#recall();
    this.#lifeBefore = this.#remembered.life;
    const afterTheFirst = (react: () => void) => {
      let isFirst = true;
      return () => {
        if (!isFirst) react();
        isFirst = false;
      };
    };
    this.#unsubscribe = [
      devices.statuses.subscribe(
        afterTheFirst(() => {
          this.#restarts.look();
          onChange();
        }),
      ),
      devices.readCounts.subscribe(afterTheFirst(() => this.#changed())),
    ];
    this.#recallAgainLater();
    void this.#hearPrinters();
  }

  /** What was begun goes on in the journal; its end is no longer shown. */
  close(): void {
    this.#stop.abort();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  view(): DeskView {
    const { devices, deviceClasses, memory, cameraNeeded } = this.#options;
    const cells = devices.status('pickup-locker')?.cells ?? [];
    const { openings, tasks, life } = this.#remembered;
    const hasCamera = cameraNeeded || this.#camera?.verdict === 'passed';
    return {
      devices: [
        ...deviceClasses.map((deviceClass) => this.#deviceView(deviceClass)),
        ...(hasCamera ? [cameraRow(this.#camera)] : []),
      ],
      memory: memory !== null,
      paper: memory?.storage.paper() ?? null,
      cells: cells.map(({ board, cell, door, item, leftOpen }) => ({
        board,
        cell,
        door,
        item,
        leftOpen,
        openings: openings.find((each) => each.board === board && each.cell === cell)?.times ?? 0,
      })),
      counters: memory?.counters.view(life, this.#lifeBefore) ?? [],
      selfTest: this.#selfTests.last,
      tasks: tasks.map(taskView),
      claim: this.#claim,
    };
  }

  askAgain(deviceClass: string): boolean {
    const asked = this.#known(deviceClass);
    if (!asked || this.#asking.has(asked)) return false;
    this.#asking.add(asked);
    this.#options.onChange();
    void this.#ask(asked).then((answer) => {
      this.#asking.delete(asked);
      this.#note('device_asked', asked, answer.verdict, asked);
    });
    return true;
  }

  restartHost(deviceClass: string): boolean {
    const meant = this.#known(deviceClass);
    if (!meant || !this.#restarts.begin(meant)) return false;
    this.#options.restartHost(meant);
    this.#note('host_restarted', meant, 'asked', meant);
    return true;
  }

  /** A cell that no board tells of is not tried. */
  perform(command: BenchCommand, language: Language): boolean {
    const cells = this.#options.devices.status('pickup-locker')?.cells ?? [];
    const isThere =
      command.command !== 'open_cell' ||
      cells.some(({ board, cell }) => board === command.board && cell === command.cell);
    return isThere && this.#known(deviceOfCommand[command.command]) !== undefined
      ? this.#bench.run(command, language)
      : false;
  }

  runSelfTest(wish: SelfTestWish): boolean {
    if (wish.camera) this.reportCamera(wish.camera);
    return this.#selfTests.run(wish);
  }

  reportCamera(finding: CameraFinding): boolean {
    this.#camera = cameraAnswer(finding, this.#options.clock.wallMs());
    this.#options.onChange();
    return true;
  }

  setStorageCount({ deviceClass, unitId, count }: StorageCount): boolean {
    const { memory, attendantId } = this.#options;
    const known = this.#known(deviceClass);
    const unit = known && this.#storageOf(known).find((each) => each.unitId === unitId);
    if (!memory || !known || !unit?.settable || count > unit.capacity) return false;
    const result = `${unit.count ?? 'unknown'} to ${count}`;
    void memory.storage.setCount(known, unitId, count, attendantId).then((isSet) => {
      this.#note('storage_counted', unitId, isSet ? result : 'not taken by the device', known);
    });
    return true;
  }

  closeTask(taskId: number, reason: 'done_by_hand' | 'not_needed'): boolean {
    const { memory, attendantId } = this.#options;
    if (!memory?.desk.closeTask({ taskId, reason, attendantId }).ok) return false;
    this.#note('task_closed', String(taskId), reason);
    return true;
  }

  /** A code that leads nowhere is shown as such, so that a misheard digit is noticed. */
  lookUpClaim(code: string): boolean {
    const found = this.#options.memory?.desk.findClaim(code);
    if (found === undefined) return false;
    this.#claim = found
      ? {
          found: {
            itemName: found.itemName,
            acceptanceNumber: found.acceptanceNumber,
            slipNumber: slipNumber(found.caseId),
          },
          tasks: found.tasks.map(taskView),
        }
      : { found: null, tasks: [] };
    this.#note(
      'claim_looked_up',
      found ? slipNumber(found.caseId) : 'unknown',
      found ? 'found' : 'not_found',
    );
    return true;
  }

  async #noteRun(deviceClass: HostedDeviceClass, { command, effect, faultCode }: BenchRun): Promise<void> {
    await this.#hearPrinter(deviceClass);
    const subject =
      command.command === 'open_cell' ? `open_cell ${command.board}-${command.cell}` : command.command;
    this.#note('bench_command', subject, faultCode ?? effect ?? 'unknown', deviceClass);
  }

  async #noteTest({ results, deviceClass }: SelfTest): Promise<void> {
    await this.#hearPrinter('receipt-printer');
    const notPassed = results.filter(({ verdict }) => verdict !== 'passed').length;
    this.#note(
      'self_test',
      `${results.length} devices`,
      notPassed === 0 ? 'passed' : `${notPassed} not passed`,
      deviceClass ?? undefined,
    );
  }

  #deviceView(deviceClass: HostedDeviceClass): AttendedDevice {
    const { devices } = this.#options;
    const status = devices.status(deviceClass);
    return {
      deviceClass,
      name: deviceName(deviceClass),
      hostRuns: status !== null,
      state: status?.state ?? 'unknown',
      fault: explainFault(deviceClass, status?.fault ?? null),
      moreFaults: furtherFaults(devices, deviceClass)
        .map((fault) => explainFault(deviceClass, fault))
        .filter((fault) => fault !== null),
      facts: factsOf(devices, deviceClass),
      recovery: status?.recovery ?? null,
      restarting: this.#restarts.isUnderWay(deviceClass),
      asking: this.#asking.has(deviceClass),
      answer: this.#answers.get(deviceClass) ?? null,
      commands: this.#bench.offered(deviceClass),
      run: this.#bench.lastRun(deviceClass),
      storage: this.#storageOf(deviceClass),
    };
  }

  #storageOf(deviceClass: HostedDeviceClass): AttendedStorageUnit[] {
    return this.#options.memory?.storage.unitsOf(deviceClass) ?? [];
  }

  async #ask(deviceClass: HostedDeviceClass): Promise<DeviceAnswer> {
    const { devices, clock } = this.#options;
    const answer = await askDevice(devices, deviceClass, clock, this.#stop.signal);
    this.#answers.set(deviceClass, answer);
    return answer;
  }

  #known(deviceClass: string): HostedDeviceClass | undefined {
    return this.#options.deviceClasses.find((each) => each === deviceClass);
  }

  #has(deviceClass: HostedDeviceClass): boolean {
    return this.#options.deviceClasses.includes(deviceClass);
  }

  async #hearPrinters(): Promise<void> {
    await Promise.all([this.#hearPrinter('receipt-printer'), this.#hearPrinter('document-printer')]);
    this.#changed();
  }

  async #hearPrinter(deviceClass: HostedDeviceClass): Promise<void> {
    if (deviceClass !== 'receipt-printer' && deviceClass !== 'document-printer') return;
    if (this.#has(deviceClass)) await this.#options.memory?.counters.hear(deviceClass);
  }

  /** Written down whoever still looks; the view is renewed. */
  #note(act: AttendantAct, subject: string, result: string, device?: string): void {
    const { attendantId, write } = this.#options;
    write({ event: 'attendant_act', attendantId, act, ...(device ? { device } : {}), subject, result });
    this.#changed();
  }

  #changed(): void {
    if (this.#stop.signal.aborted) return;
    this.#recall();
    this.#options.onChange();
  }

  #recall(): void {
    const { memory } = this.#options;
    if (!memory) return;
    const { store, desk, counters, storage } = memory;
    storage.recall();
    this.#remembered = {
      openings: store.openings(),
      tasks: desk.openTasks(),
      life: counters.life(),
    };
  }

  #recallAgainLater(): void {
    const cancel = this.#options.clock.after(recallEveryMs, () => {
      this.#changed();
      this.#recallAgainLater();
    });
    this.#stop.signal.addEventListener('abort', cancel, { once: true });
  }
}

function taskView(task: OpenTask): AttendedTask {
  const { taskId, kind, itemName, openedAt, acceptanceNumber, caseId, reference } = task;
  return {
    taskId,
    kind,
    itemName,
    openedAt,
    acceptanceNumber: reference === null ? acceptanceNumber : null,
    slipNumber: reference ?? (caseId ? slipNumber(caseId) : ''),
    facts: taskFacts(task),
  };
}
