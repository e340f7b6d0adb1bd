import { createRouterClient, implement } from '@orpc/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AttendantView, attendantViewSchema, type LogLine } from '../../../contract/attendant.ts';
import {
  type CardEvent,
  idCardReaderContract,
  type PickupLockerStatus,
  type ReceiptPrinterStatus,
} from '../../../contract/device-classes.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { err, ok } from '../../../contract/result.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { type CaseId, caseIdSchema, type IntentId } from '../../../contract/words.ts';
import type { AttendantStore, LifeCounts, NotedCount } from '../../../db/index.ts';
import { Feed, serveRpc, VirtualPort } from '../../../link/index.ts';
import type { ActResult, MaintenanceDesk, OpenTask, TechnicianAct } from '../cases/index.ts';
import { DeviceDirectory } from '../devices/index.ts';
import type { StorageEvent } from '../storage/index.ts';
import type { AttendantEvent } from './attendant-event.ts';
import { attendantRouter } from './attendant-router.ts';
import { AttendantSession } from './attendant-session.ts';
import { type Attendant, enrol } from './enrolment.ts';
import { lockStoreInMemory } from './lock-out.ts';

const wholeTest = { language: 'en', deviceClass: null, camera: null } as const;
const cheap = { N: 1024, r: 8, p: 1 };
const cardNumber = '11010519491231002X';
const pin = '204060';
const minuteMs = 60_000;

const card = {
  cardType: 'resident',
  name: '张测试',
  sex: 'male',
  ethnicGroupCode: '01',
  birthDate: '1949-12-31',
  address: '示例路1号',
  idNumber: cardNumber,
  issuingAuthority: '示例公安局',
  validFrom: '2020-01-01',
  validTo: '2040-01-01',
} as const;

/** A card reader in memory: the test says what its stream yields. */
function attachCardReader(devices: DeviceDirectory): Feed<CardEvent> {
  const events = new Feed<CardEvent>({ type: 'waiting' });
  const os = implement(idCardReaderContract);
  const router = os.router({
    watchStatus: os.watchStatus.handler(async function* () {
      yield { state: 'online' as const, fault: null };
      await new Promise(() => {});
    }),
    watchCards: os.watchCards.handler(({ signal }) => events.follow(signal)),
  });
  const left: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => right.handleMessage(data)),
    () => {},
  );
  const right: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => left.handleMessage(data)),
    () => {},
  );
  serveRpc(router, right, () => {});
  devices.attach('id-card-reader', left);
  return events;
}

const caseId: CaseId = caseIdSchema.parse('3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01');
const task: OpenTask = {
  taskId: 7,
  kind: 'missing_receipt',
  caseId,
  itemName: { zh: '居住登记', en: 'Residence registration' },
  reference: null,
  acceptanceNumber: 'SL-20261122-0001',
  openedAt: '2026-11-22T01:00:00.000Z',
  cell: null,
  act: {
    evidenceBefore: { cutCount: 41 },
    evidence: { decidedBy: 'cut_count', cutCountBefore: 41, cutCountAfter: 43 },
  },
};

/** Journal and devices as the desk needs them. */
class ScriptedMemory implements MaintenanceDesk {
  tasks = [task];
  slips: ReceiptDocument[] = [];
  readonly counts = new Map<string, NotedCount>();
  printed = 0;
  readonly #locks = lockStoreInMemory();

  openTasks = () => this.tasks;
  findClaim = (code: string) =>
    code === '0123456789'
      ? { caseId, itemName: task.itemName, acceptanceNumber: null, tasks: this.tasks }
      : null;
  closeTask = ({ taskId }: { taskId: number }) => {
    if (!this.tasks.some((each) => each.taskId === taskId)) return err({ kind: 'not_now' as const });
    this.tasks = [];
    return ok(undefined);
  };
  acts: TechnicianAct[] = [];
  perform = async (_: string, act: TechnicianAct): Promise<ActResult> => {
    this.acts.push(act);
    if (act.kind === 'open_cell') return { effect: 'none', faultCode: 'lock_stuck', evidence: {} };
    if (act.kind === 'print_test_slip') {
      this.slips.push(act.compose('0b000000-0000-4000-8000-000000000001' as IntentId));
      this.printed += 1;
    }
    return { effect: 'done', faultCode: null, evidence: { decidedBy: 'completion' } };
  };
  readSheetCount = async () => null;
  readCutCount = async () => 100 + this.printed;

  readonly store = {
    noteCount: (unit: string, noted: Omit<NotedCount, 'at'>, _attendantId: string, atMs: number) => {
      this.counts.set(unit, { ...noted, at: new Date(atMs).toISOString() });
    },
    lastCount: (unit: string) => this.counts.get(unit) ?? null,
    printedCount: () => this.printed,
    lifeCounts: (): LifeCounts => ({
      papers: this.printed,
      cells_opened: 2,
      door_openings: 0,
      items_dispensed: 0,
      items_captured: 0,
      sheets: 0,
      cards_read: 812,
      codes_scanned: 40,
    }),
    openings: () => [{ board: 1, cell: 3, times: 2 }],
    readLock: this.#locks.readLock,
    writeLock: this.#locks.writeLock,
  } as unknown as AttendantStore;
}

const printerOnline: ReceiptPrinterStatus = {
  state: 'online',
  fault: null,
  paper: 'full',
  coverOpen: false,
  storage: [{ unitId: 'roll', kind: 'paper_roll', capacity: 100, count: null, threshold: 10, level: 'ok' }],
};
const lockerOnline: PickupLockerStatus = {
  state: 'online',
  fault: null,
  cells: [{ board: 1, cell: 3, door: 'closed', item: 'present', leftOpen: false }],
  storage: [{ unitId: 'board-1', kind: 'cells', capacity: 2, count: 1, threshold: 2, level: 'ok' }],
};

let attendants: Attendant[];
let clock: SteppedClock;
let devices: DeviceDirectory;
let events: Feed<CardEvent>;
let memory: ScriptedMemory;
let log: (AttendantEvent | StorageEvent)[];
let recentLog: Feed<readonly LogLine[]>;
let session: AttendantSession;
let restarted: string[];
let terminal: { free: boolean; taken: boolean };

const view = (): AttendantView => session.view.value;
const openView = () => {
  const shown = view();
  if (shown.state !== 'open') throw new Error(`the session is ${shown.state}`);
  return shown;
};
const acts = () => log.flatMap((each) => (each.event === 'attendant_act' ? [each] : []));

async function until(state: AttendantView['state']): Promise<void> {
  await expect.poll(() => view().state).toBe(state);
}

async function layCard(number = cardNumber): Promise<void> {
  events.set({ type: 'card_read', card: { ...card, idNumber: number } });
  await expect.poll(() => view()).not.toMatchObject({ state: 'card', problem: null });
}

async function tryPin(given: string): Promise<void> {
  expect(session.enterPin(given)).toBe('done');
  await expect.poll(() => view()).not.toMatchObject({ checking: true });
}

async function enter(): Promise<void> {
  expect(session.begin()).toBe('done');
  await layCard();
  await tryPin(pin);
  await until('open');
}

beforeEach(async () => {
  attendants ??= [await enrol('T-01', cardNumber, pin, cheap)];
  clock = new SteppedClock();
  devices = new DeviceDirectory();
  events = attachCardReader(devices);
  memory = new ScriptedMemory();
  log = [];
  restarted = [];
  recentLog = new Feed<readonly LogLine[]>([]);
  terminal = { free: true, taken: false };
  session = new AttendantSession({
    clock,
    terminalId: 'TEST-001',
    attendants,
    deviceClasses: ['id-card-reader', 'receipt-printer', 'pickup-locker'],
    devices,
    cameraNeeded: true,
    restartHost: (deviceClass) => restarted.push(deviceClass),
    takeTerminal() {
      if (!terminal.free) return null;
      terminal.taken = true;
      return () => {
        terminal.taken = false;
      };
    },
    recentLog,
    write: (event) => log.push(event),
  });
  session.remember({ desk: memory, store: memory.store });
  await expect.poll(() => devices.isOnline('id-card-reader')).toBe(true);
  const statuses = devices.statuses.value;
  devices.statuses.set({ ...statuses, 'receipt-printer': printerOnline, 'pickup-locker': lockerOnline });
});

describe('the way in', () => {
  it('card, then PIN -> the desk is open, the residents wait, and the log knows who', async () => {
    await enter();
    expect(terminal.taken).toBe(true);
    expect(attendantViewSchema.parse(view())).toEqual(view());
    expect(log).toEqual([{ event: 'attendant_opened', attendantId: 'T-01' }]);
    session.end('ended');
    expect(view()).toEqual({ state: 'closed' });
    expect(terminal.taken).toBe(false);
  });

  it('a resident is being served -> nothing happens', () => {
    terminal.free = false;
    expect(session.begin()).toBe('not_now');
    expect(view()).toEqual({ state: 'closed' });
  });

  it('the PIN without a card -> not asked for and not taken', () => {
    expect(session.enterPin(pin)).toBe('no_attendant');
    session.begin();
    expect(session.enterPin(pin)).toBe('not_now');
  });

  it("a resident's card -> not enrolled, the number is in no log, an enrolled one is read next", async () => {
    session.begin();
    await layCard('310199199003077216');
    expect(view()).toMatchObject({ state: 'card', problem: 'not_enrolled' });
    expect(JSON.stringify(log)).not.toContain('310199199003077216');
    events.set({ type: 'card_read', card });
    await until('pin');
  });

  it('no verb works before the PIN', async () => {
    const client = createRouterClient(attendantRouter(session));
    const requestId = () => crypto.randomUUID();
    const askAgain = () => client.device.askAgain({ requestId: requestId(), deviceClass: 'receipt-printer' });
    await expect(askAgain()).rejects.toMatchObject({ code: 'NO_ATTENDANT' });
    session.begin();
    await layCard();
    await until('pin');
    const refused = { code: 'NO_ATTENDANT' };
    await expect(askAgain()).rejects.toMatchObject(refused);
    await expect(
      client.selfTest.run({ requestId: requestId(), language: 'zh', deviceClass: null, camera: null }),
    ).rejects.toMatchObject(refused);
    await expect(
      client.storage.setCount({
        requestId: requestId(),
        deviceClass: 'receipt-printer',
        unitId: 'roll',
        count: 5,
      }),
    ).rejects.toMatchObject(refused);
    await expect(
      client.task.close({ requestId: requestId(), taskId: 7, reason: 'not_needed' }),
    ).rejects.toMatchObject(refused);
    await expect(
      client.device.perform({
        requestId: requestId(),
        language: 'zh',
        act: { command: 'open_cell', board: 1, cell: 3 },
      }),
    ).rejects.toMatchObject(refused);
    expect(memory.acts).toEqual([]);
    expect(memory.tasks).toHaveLength(1);
  });

  it('nobody goes on -> the terminal is the residents’ again after a minute', () => {
    session.begin();
    clock.advance(minuteMs);
    expect(view()).toEqual({ state: 'closed' });
    expect(terminal.taken).toBe(false);
  });

  it('at the desk nobody touches anything -> a countdown, then closed; a touch keeps it', async () => {
    await enter();
    clock.advance(165_000);
    expect(openView().secondsLeft).toBe(15);
    session.reportActivity();
    expect(openView().secondsLeft).toBeNull();
    clock.advance(180_000);
    expect(view()).toEqual({ state: 'closed' });
    expect(log.at(-1)).toEqual({ event: 'attendant_closed', attendantId: 'T-01', cause: 'idle' });
  });
});

describe('wrong PINs', () => {
  async function tryAll(pins: string[]): Promise<void> {
    session.begin();
    await layCard();
    for (const each of pins) await tryPin(each);
  }

  it('three -> locked for five minutes, also for the right PIN, then open again', async () => {
    await tryAll(['111111', '222222']);
    expect(view()).toMatchObject({ state: 'pin', problem: 'wrong', attemptsLeft: 1 });
    await tryPin('333333');
    expect(view()).toEqual({ state: 'locked', until: new Date(clock.wallMs() + 5 * minuteMs).toISOString() });
    expect(session.enterPin(pin)).toBe('not_now');
    session.end('ended');
    session.begin();
    await layCard();
    expect(view().state).toBe('locked');
    session.end('ended');
    clock.advance(5 * minuteMs);
    await enter();
  });

  it('three more after the lock -> ten minutes', async () => {
    await tryAll(['111111', '222222', '333333']);
    session.end('ended');
    clock.advance(5 * minuteMs);
    await tryAll(['111111', '222222', '333333']);
    expect(view()).toEqual({
      state: 'locked',
      until: new Date(clock.wallMs() + 10 * minuteMs).toISOString(),
    });
  });

  it('the right one forgives those before it', async () => {
    await tryAll(['111111', '222222']);
    await tryPin(pin);
    await until('open');
    session.end('ended');
    session.begin();
    await layCard();
    expect(view()).toMatchObject({ state: 'pin', attemptsLeft: 3 });
  });

  it('the plug pulled while a PIN is looked at -> the attempt has counted', async () => {
    session.begin();
    await layCard();
    session.enterPin('111111');
    expect(memory.store.readLock('T-01').failures).toBe(1);
  });

  it('a core that restarts remembers the lock, because the store does', async () => {
    await tryAll(['111111', '222222', '333333']);
    expect(memory.store.readLock('T-01')).toMatchObject({ failures: 3 });
  });
});

describe('the desk', () => {
  it('a fault comes up -> in plain words on the very next view', async () => {
    await enter();
    const fault = { code: 'paper_out', nextAct: 'attendant', vendorCode: 'asb=10000c00' } as const;
    devices.statuses.set({
      ...devices.statuses.value,
      'receipt-printer': {
        ...printerOnline,
        fault,
        paper: 'out',
        storage: printerOnline.storage?.map((unit) => ({ ...unit, level: 'empty' as const })),
      },
    });
    expect(openView().devices[1]).toMatchObject({
      name: { en: 'Receipt printer' },
      fault: { known: true, words: { en: 'No paper: put in a new roll.' }, vendorCode: 'asb=10000c00' },
    });
    expect(openView().paper).toMatchObject({ sensor: 'out', level: 'out' });
  });

  it('a code nobody knows -> said so, and shown as the unit said it', async () => {
    await enter();
    const fault = { code: 'flux_low', nextAct: 'technician', vendorCode: '0x7F' } as const;
    devices.statuses.set({
      ...devices.statuses.value,
      'receipt-printer': { ...printerOnline, state: 'hardware_error', fault },
    });
    expect(openView().devices[1]?.fault).toMatchObject({
      code: 'flux_low',
      known: false,
      vendorCode: '0x7F',
      words: { en: expect.stringContaining('Unknown') },
    });
  });

  it('self-test -> each device asked and timed, one slip that names them all and its own document', async () => {
    await enter();
    expect(session.runSelfTest(wholeTest)).toBe('done');
    expect(session.runSelfTest(wholeTest)).toBe('not_now');
    await expect.poll(() => openView().selfTest?.phase).toBe('ended');
    const test = openView().selfTest;
    expect(test?.results.map(({ deviceClass, verdict }) => [deviceClass, verdict])).toEqual([
      ['id-card-reader', 'passed'],
      ['receipt-printer', 'no_answer'],
      ['pickup-locker', 'no_answer'],
    ]);
    expect(test?.slip).toEqual({ effect: 'done', faultCode: null, fault: null });
    expect(memory.slips).toHaveLength(1);
    const [slip] = memory.slips;
    expect(slip?.blocks).toContainEqual({ kind: 'pair', label: 'ID card reader', value: 'works  0 ms' });
    expect(slip?.blocks.at(-1)).toMatchObject({ kind: 'qr', data: `budayang:${slip?.documentId}:self-test` });
    expect(acts()).toMatchObject([{ act: 'self_test', result: '2 not passed' }]);
  });

  it('a new roll -> counting begins anew, and low is told before it is out', async () => {
    await enter();
    const roll = () => openView().devices[1]?.storage[0];
    const set = (count: number) =>
      session.setStorageCount({ deviceClass: 'receipt-printer', unitId: 'roll', count });
    expect(roll()).toMatchObject({ kind: 'paper_roll', count: null, capacity: 100, settable: true });
    await expect.poll(() => openView().paper?.deviceCuts).toBe(100);
    expect(set(101)).toBe('not_now');
    expect(set(100)).toBe('done');
    await expect.poll(() => roll()?.count).toBe(100);
    memory.printed = 90;
    clock.advance(5000);
    expect(roll()).toMatchObject({ count: 10, level: 'low', threshold: 10 });
    expect(set(40)).toBe('done');
    await expect.poll(() => roll()?.count).toBe(40);
    expect(roll()?.level).toBe('ok');
    expect(acts()).toMatchObject([
      { act: 'storage_counted', device: 'receipt-printer', subject: 'roll', result: 'unknown to 100' },
      { act: 'storage_counted', device: 'receipt-printer', subject: 'roll', result: '10 to 40' },
    ]);
  });

  it('cells are seen by their sensors and set by nobody', async () => {
    await enter();
    expect(openView().devices[2]?.storage).toMatchObject([
      { unitId: 'board-1', kind: 'cells', count: 1, capacity: 2, level: 'ok', settable: false },
    ]);
    expect(session.setStorageCount({ deviceClass: 'pickup-locker', unitId: 'board-1', count: 0 })).toBe(
      'not_now',
    );
  });

  it('a claim code a resident names -> its case and what is open of it; another one is said to be none', async () => {
    await enter();
    expect(session.lookUpClaim('0123456789')).toBe('done');
    expect(openView().claim).toMatchObject({ found: { slipNumber: '3F0C-1A52' }, tasks: [{ taskId: 7 }] });
    expect(session.lookUpClaim('1111111111')).toBe('done');
    expect(openView().claim).toEqual({ found: null, tasks: [] });
    expect(JSON.stringify(acts())).not.toContain('0123456789');
  });

  it('a task closed -> gone from the list, who and why in the log; once', async () => {
    await enter();
    expect(openView().tasks).toMatchObject([{ taskId: 7, slipNumber: '3F0C-1A52' }]);
    expect(session.closeTask(7, 'done_by_hand')).toBe('done');
    expect(session.closeTask(7, 'done_by_hand')).toBe('not_now');
    expect(openView().tasks).toEqual([]);
    expect(acts()).toEqual([
      {
        event: 'attendant_act',
        attendantId: 'T-01',
        act: 'task_closed',
        subject: '7',
        result: 'done_by_hand',
      },
    ]);
  });

  it('a cell that does not open -> why; a cell that is not there -> not tried', async () => {
    await enter();
    expect(session.perform({ command: 'open_cell', board: 1, cell: 9 }, 'zh')).toBe('not_now');
    expect(session.perform({ command: 'open_cell', board: 1, cell: 3 }, 'zh')).toBe('done');
    await expect.poll(() => openView().devices[2]?.run?.phase).toBe('ended');
    expect(openView().devices[2]?.run).toMatchObject({
      effect: 'none',
      fault: { en: expect.stringContaining('lock') },
    });
    expect(memory.acts).toEqual([{ kind: 'open_cell', cell: { board: 1, cell: 3 } }]);
    expect(openView().cells).toEqual([
      { board: 1, cell: 3, door: 'closed', item: 'present', leftOpen: false, openings: 2 },
    ]);
    expect(acts()).toMatchObject([
      { act: 'bench_command', device: 'pickup-locker', subject: 'open_cell 1-3', result: 'lock_stuck' },
    ]);
  });

  it('a card read at the bench -> masked on the screen, counted, and its number nowhere else', async () => {
    await enter();
    events.set({ type: 'waiting' });
    expect(session.perform({ command: 'read_card' }, 'zh')).toBe('done');
    expect(session.perform({ command: 'read_card' }, 'zh')).toBe('not_now');
    const resident = '310199199003077216';
    events.set({ type: 'card_read', card: { ...card, name: '张小试', idNumber: resident } });
    await expect.poll(() => openView().devices[0]?.run?.effect).toBe('done');
    const told = openView().devices[0]?.run?.facts.map(({ value }) => value.zh);
    expect(told).toEqual(expect.arrayContaining(['居民身份证', '张*试', '**************7216']));
    expect(JSON.stringify([log, openView()])).not.toContain(resident);
    await expect
      .poll(() => openView().counters.find(({ name }) => name === 'cards_read'))
      .toMatchObject({ session: 1, life: 814 });
    expect(memory.acts).toEqual([]);
  });

  it('nobody lays a card -> it ends by itself and says that nothing came', async () => {
    await enter();
    events.set({ type: 'waiting' });
    session.perform({ command: 'read_card' }, 'zh');
    clock.advance(20_000);
    await expect
      .poll(() => openView().devices[0]?.run)
      .toMatchObject({ phase: 'ended', effect: 'none', fault: null });
  });

  it('a slip printed by hand -> this visit, since the start and in all go up by one', async () => {
    await enter();
    expect(session.perform({ command: 'feed_and_cut' }, 'zh')).toBe('done');
    const counter = (name: string) => openView().counters.find((each) => each.name === name);
    await expect.poll(() => counter('cuts')?.session).toBe(1);
    expect(counter('papers')).toMatchObject({ session: 1, sinceStart: 1, life: 1 });
    expect(memory.slips[0]?.blocks.at(-1)).toMatchObject({ kind: 'qr' });
    expect(session.perform({ command: 'open_door', pulseMs: 3000 }, 'zh')).toBe('not_now');
  });

  it('a driver restarted -> the shell is asked once, until the host has been away and is back', async () => {
    await enter();
    const restart = () => session.restartHost('receipt-printer');
    expect(restart()).toBe('done');
    expect(restart()).toBe('not_now');
    const { statuses } = devices;
    statuses.set({ ...statuses.value, 'receipt-printer': null });
    expect(openView().devices[1]).toMatchObject({ restarting: true, hostRuns: false });
    statuses.set({ ...statuses.value, 'receipt-printer': printerOnline });
    expect(openView().devices[1]).toMatchObject({ restarting: false, hostRuns: true });
    expect(restarted).toEqual(['receipt-printer']);
    expect(session.restartHost('coffee-machine')).toBe('not_now');
  });

  it('the camera as the window sees it -> a row like the others, and part of the report', async () => {
    await enter();
    const row = () => openView().devices.at(-1);
    expect(row()).toMatchObject({ deviceClass: 'document-camera', state: 'unknown' });
    const seen = { problem: null, answerMs: 300, widthPx: 1920, heightPx: 1080 };
    session.reportCamera({ ...seen, problem: 'no_camera', widthPx: 0, heightPx: 0 });
    expect(row()).toMatchObject({ state: 'no_device', fault: { known: true, code: 'no_camera' } });
    session.runSelfTest({ language: 'en', deviceClass: 'document-camera', camera: seen });
    await expect.poll(() => openView().selfTest?.phase).toBe('ended');
    expect(openView().selfTest?.results).toMatchObject([
      { deviceClass: 'document-camera', verdict: 'passed', answerMs: 300 },
    ]);
    expect(row()).toMatchObject({ state: 'online', fault: null });
  });

  it('the log by device and by level -> only those lines, and everything again for the next one', async () => {
    const line = (number: number, device: string | null, level: LogLine['level']): LogLine => ({
      line: number,
      at: '2026-11-22T01:00:00.000Z',
      event: 'device_changed',
      level,
      device,
      facts: {},
    });
    recentLog.set([line(3, 'door', 'error'), line(2, 'door', 'info'), line(1, null, 'warn')]);
    await enter();
    const shown = () => openView().log.map(({ line: number }) => number);
    expect(shown()).toEqual([3, 2, 1]);
    session.showLog({ device: 'door', level: 'info' });
    expect(shown()).toEqual([3, 2]);
    session.showLog({ device: null, level: 'warn' });
    expect(shown()).toEqual([3, 1]);
    session.end('ended');
    events.set({ type: 'waiting' });
    await enter();
    expect(shown()).toEqual([3, 2, 1]);
  });

  it('what is known of a task -> counters before and after, and what decided it, in words', async () => {
    await enter();
    const facts = openView().tasks[0]?.facts.map(({ label, value }) => `${label.en}: ${value.en}`);
    expect(facts).toEqual(['Cuts before: 41', 'Cuts after: 43', 'Decided by: the cut counter']);
  });

  it('asked again -> the answer with its time; the same request id asks once', async () => {
    await enter();
    const client = createRouterClient(attendantRouter(session));
    const asked = { requestId: crypto.randomUUID(), deviceClass: 'id-card-reader' };
    await Promise.all([client.device.askAgain(asked), client.device.askAgain(asked)]);
    await expect.poll(() => openView().devices[0]?.answer?.verdict).toBe('passed');
    expect(acts()).toHaveLength(1);
  });

  it('closed and opened again by the next one -> nothing of the last session is shown', async () => {
    await enter();
    session.runSelfTest(wholeTest);
    await expect.poll(() => openView().selfTest?.phase).toBe('ended');
    session.end('ended');
    events.set({ type: 'waiting' });
    await enter();
    expect(openView().selfTest).toBeNull();
    expect(openView().devices.map(({ run }) => run)).toEqual([null, null, null, null]);
  });
});
