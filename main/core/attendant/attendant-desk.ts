import type { OpenAttendantView, SelfTest } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { CellAddress, HostedDeviceClass } from '../../../contract/device-classes.ts';
import { deviceName } from '../../../contract/device-words.ts';
import type { TerminalConfig } from '../../../contract/terminal-config.ts';
import type { Language } from '../../../contract/words.ts';
import type { AttendantStore } from '../../../db/index.ts';
import { type ActResult, type MaintenanceDesk, type OpenTask, slipNumber } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { askDevice } from './ask-device.ts';
import type { AttendantEvent, WriteAttendantEvent } from './attendant-event.ts';
import { explainFault, wordsOfFault } from './fault-words.ts';
import { type PaperCounts, paperSupply } from './paper-supply.ts';
import { composeTestSlip } from './test-slip.ts';

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
  supplies: TerminalConfig['supplies'];
  /** Null while the terminal's memory cannot be opened. */
  memory: AttendantMemory | null;
  write: WriteAttendantEvent;
  onChange(): void;
}

export type DeskView = Omit<OpenAttendantView, 'state' | 'attendantId' | 'secondsLeft' | 'log'>;
type DeskAct = Extract<AttendantEvent, { event: 'attendant_act' }>['act'];

/** What was read from the journal, so that a status change costs no query. */
interface Remembered {
  counts: Omit<PaperCounts, 'deviceCuts'>;
  openings: { board: number; cell: number; times: number }[];
  tasks: OpenTask[];
}

const nothingRemembered: Remembered = {
  counts: { printedInAll: 0, refill: null },
  openings: [],
  tasks: [],
};
const recallEveryMs = 5000;

/** Everything an attendant sees and does while the session is open. */
export class AttendantDesk {
  readonly #options: DeskOptions;
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #asking = new Set<HostedDeviceClass>();
  readonly #answers = new Map<
    HostedDeviceClass,
    NonNullable<OpenAttendantView['devices'][number]['answer']>
  >();
  #remembered: Remembered = nothingRemembered;
  #deviceCuts: number | null = null;
  #selfTest: SelfTest | null = null;
  #cellAct: OpenAttendantView['cellAct'] = null;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#recall();
    let isFirst = true;
    this.#unsubscribe = options.devices.statuses.subscribe(() => {
      if (!isFirst) options.onChange();
      isFirst = false;
    });
    this.#recallAgainLater();
    void this.#readCuts();
  }

  /** What was begun goes on in the journal; its end is no longer shown. */
  close(): void {
    this.#stop.abort();
    this.#unsubscribe();
  }

  view(): DeskView {
    const { devices, supplies, memory } = this.#options;
    const cells = devices.status('pickup-locker')?.cells ?? [];
    const { openings, counts, tasks } = this.#remembered;
    return {
      devices: this.#options.deviceClasses.map((deviceClass) => this.#deviceView(deviceClass)),
      memory: memory !== null,
      paper: this.#has('receipt-printer')
        ? paperSupply(
            { ...counts, deviceCuts: this.#deviceCuts },
            supplies.receiptPaper,
            devices.status('receipt-printer')?.paper ?? null,
          )
        : null,
      cells: cells.map(({ board, cell, door, item, leftOpen }) => ({
        board,
        cell,
        door,
        item,
        leftOpen,
        openings: openings.find((each) => each.board === board && each.cell === cell)?.times ?? 0,
      })),
      cellAct: this.#cellAct,
      selfTest: this.#selfTest,
      tasks: tasks.map(({ taskId, kind, itemName, openedAt, acceptanceNumber, caseId, reference }) => ({
        taskId,
        kind,
        itemName,
        openedAt,
        acceptanceNumber,
        slipNumber: reference ?? (caseId ? slipNumber(caseId) : ''),
      })),
    };
  }

  askAgain(deviceClass: string): boolean {
    const asked = this.#options.deviceClasses.find((each) => each === deviceClass);
    if (!asked || this.#asking.has(asked)) return false;
    this.#asking.add(asked);
    this.#options.onChange();
    void this.#ask(asked).then((answer) => {
      this.#asking.delete(asked);
      this.#answers.set(asked, answer);
      this.#note('device_asked', asked, answer.verdict);
    });
    return true;
  }

  runSelfTest(language: Language): boolean {
    if (this.#selfTest && this.#selfTest.phase !== 'ended') return false;
    void this.#test(language);
    return true;
  }

  noteRefill(): boolean {
    const { memory, attendantId, clock } = this.#options;
    if (!memory || !this.#has('receipt-printer')) return false;
    memory.store.noteRefill('receipt_paper', attendantId, clock.wallMs(), this.#deviceCuts);
    this.#note('paper_refilled', 'receipt_paper', 'done');
    return true;
  }

  closeTask(taskId: number, reason: 'done_by_hand' | 'not_needed'): boolean {
    const { memory, attendantId } = this.#options;
    if (!memory?.desk.closeTask({ taskId, reason, attendantId }).ok) return false;
    this.#note('task_closed', String(taskId), reason);
    return true;
  }

  openCell(address: CellAddress): boolean {
    const { memory, attendantId } = this.#options;
    const isThere = this.view().cells.some(
      ({ board, cell }) => board === address.board && cell === address.cell,
    );
    if (!memory || !isThere || this.#cellAct?.phase === 'opening') return false;
    const { board, cell } = address;
    this.#cellAct = { board, cell, phase: 'opening', effect: null, fault: null };
    this.#options.onChange();
    void memory.desk.openCell(attendantId, { board, cell }).then((result) => {
      this.#cellAct = {
        board,
        cell,
        phase: 'ended',
        effect: result.effect,
        fault: wordsOf('pickup-locker', result),
      };
      this.#note('cell_opened', `${board}-${cell}`, result.faultCode ?? result.effect);
    });
    return true;
  }

  async #test(language: Language): Promise<void> {
    const { clock, deviceClasses, memory } = this.#options;
    const startedAt = new Date(clock.wallMs()).toISOString();
    let test: SelfTest = { startedAt, results: [], phase: 'asking', slip: null };
    const show = (more: Partial<SelfTest>) => {
      test = { ...test, ...more };
      this.#selfTest = test;
      this.#options.onChange();
    };
    show({});
    for (const deviceClass of deviceClasses) {
      const answer = await this.#ask(deviceClass);
      if (this.#stop.signal.aborted) return;
      this.#answers.set(deviceClass, answer);
      const result = { ...answer, deviceClass, name: deviceName(deviceClass) };
      show({ results: [...test.results, result] });
    }
    if (memory && this.#has('receipt-printer')) {
      show({ phase: 'printing' });
      const slip = await this.#printReport(memory.desk, language, test.results);
      test = { ...test, slip: { ...slip, fault: wordsOf('receipt-printer', slip) } };
      await this.#readCuts();
    }
    show({ phase: 'ended' });
    const worst = test.results.filter(({ verdict }) => verdict !== 'passed').length;
    this.#note('self_test', `${test.results.length} devices`, worst === 0 ? 'passed' : `${worst} not passed`);
  }

  #printReport(desk: MaintenanceDesk, language: Language, results: SelfTest['results']): Promise<ActResult> {
    const { attendantId, clock, terminalId } = this.#options;
    return desk.printTestSlip(attendantId, (documentId) =>
      composeTestSlip(documentId, { terminalId, attendantId, atMs: clock.wallMs(), language, results }),
    );
  }

  #deviceView(deviceClass: HostedDeviceClass): OpenAttendantView['devices'][number] {
    const status = this.#options.devices.status(deviceClass);
    return {
      deviceClass,
      name: deviceName(deviceClass),
      hostRuns: status !== null,
      state: status?.state ?? 'unknown',
      fault: explainFault(deviceClass, status?.fault ?? null),
      asking: this.#asking.has(deviceClass),
      answer: this.#answers.get(deviceClass) ?? null,
    };
  }

  #ask(deviceClass: HostedDeviceClass) {
    const { devices, clock } = this.#options;
    return askDevice(devices, deviceClass, clock, this.#stop.signal);
  }

  #has(deviceClass: HostedDeviceClass): boolean {
    return this.#options.deviceClasses.includes(deviceClass);
  }

  async #readCuts(): Promise<void> {
    const { memory } = this.#options;
    if (!memory || !this.#has('receipt-printer')) return;
    const cuts = await memory.desk.readCutCount();
    // A busy printer does not tell; what it told last still holds as a lower bound.
    this.#deviceCuts = cuts ?? this.#deviceCuts;
    this.#changed();
  }

  /** Written down whoever still looks; the view is renewed. */
  #note(act: DeskAct, subject: string, result: string): void {
    const { attendantId, write } = this.#options;
    write({ event: 'attendant_act', attendantId, act, subject, result });
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
    const { store, desk } = memory;
    this.#remembered = {
      counts: { printedInAll: store.printedCount(), refill: store.lastRefill('receipt_paper') },
      openings: store.openings(),
      tasks: desk.openTasks(),
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

function wordsOf(deviceClass: HostedDeviceClass, { faultCode }: ActResult) {
  return faultCode === null ? null : wordsOfFault(deviceClass, faultCode);
}
