import { implement } from '@orpc/server';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type DispenserStatus,
  type DocumentPrinterStatus,
  dispenserContract,
} from '../../../contract/device-classes.ts';
import type { Completion } from '../../../contract/device-common.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import type { LifeCounts, NotedCount } from '../../../db/index.ts';
import { Feed, serveRpc, VirtualPort } from '../../../link/index.ts';
import { DeviceDirectory } from '../devices/index.ts';
import { StorageBook, type StorageEvent } from './storage-book.ts';

const hopper = {
  unitId: 'hopper',
  kind: 'cards',
  capacity: 200,
  count: null,
  threshold: 20,
  level: 'ok',
} as const;
const bin = { unitId: 'bin', kind: 'retained', capacity: 30, count: 2, threshold: 30, level: 'ok' } as const;
const online: DispenserStatus = {
  state: 'online',
  fault: null,
  gate: 'empty',
  path: 'clear',
  storage: [hopper, bin],
};

const onlinePrinter: DocumentPrinterStatus = {
  state: 'online',
  fault: null,
  faults: [],
  paper: 'full',
  coverOpen: false,
  toner: 'full',
  mediaReady: [],
};

/** A dispenser's host as the core reaches it. */
function attachDispenser(devices: DeviceDirectory, refill: () => Completion) {
  const status = new Feed<DispenserStatus>(online);
  const refilled: string[] = [];
  const os = implement(dispenserContract);
  const never = () => new Promise<never>(() => {});
  const router = os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => status.follow(signal)),
    watchEvents: os.watchEvents.handler(async function* () {}),
    dispense: os.dispense.handler(never),
    capture: os.capture.handler(never),
    lookUp: os.lookUp.handler(never),
    readUnits: os.readUnits.handler(() => online),
    refill: os.refill.handler(({ input: { unit, count } }) => {
      const completion = refill();
      if (completion.effect !== 'done') return completion;
      refilled.push(`${unit} ${count}`);
      const storage = status.value.storage.map((each) => (each.unitId === unit ? { ...each, count } : each));
      status.set({ ...status.value, storage });
      return completion;
    }),
  });
  const left: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => right.handleMessage(data)),
    () => queueMicrotask(() => right.handleClosed()),
  );
  const right: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => left.handleMessage(data)),
    () => queueMicrotask(() => left.handleClosed()),
  );
  serveRpc(router, right, () => {});
  devices.attach('dispenser', left);
  return { status, refilled, kill: () => right.close() };
}

const done: Completion = { effect: 'done', fault: null, evidence: {} };
let clock: SteppedClock;
let devices: DeviceDirectory;
let told: StorageEvent[];
/** What the database holds. */
let counts: Map<string, NotedCount>;
let life: LifeCounts;
let own: { cuts: number | null; sheets: number | null };

function openBook() {
  return new StorageBook({
    devices,
    deviceClasses: ['dispenser', 'document-printer', 'receipt-printer'],
    clock,
    store: {
      lastCount: (unit) => counts.get(unit) ?? null,
      noteCount: (unit, count, _attendantId, atMs) =>
        void counts.set(unit, { ...count, at: new Date(atMs).toISOString() }),
      lifeCounts: () => life,
    },
    ownCounts: () => own,
    write: (event) => told.push(event),
  });
}

const countOf = (book: StorageBook) =>
  book.unitsOf('dispenser').map(({ unitId, count, level }) => [unitId, count, level]);

beforeEach(() => {
  clock = new SteppedClock();
  devices = new DeviceDirectory();
  told = [];
  counts = new Map();
  own = { cuts: null, sheets: null };
  life = {
    papers: 0,
    cells_opened: 0,
    door_openings: 0,
    items_dispensed: 500,
    items_captured: 3,
    sheets: 0,
    cards_read: 0,
    codes_scanned: 0,
  };
});

describe('storage units as the terminal knows them', () => {
  it('hopper filled by a technician, then host and terminal start anew -> how many are left is still known', async () => {
    attachDispenser(devices, () => done);
    const book = openBook();
    await expect
      .poll(() => countOf(book))
      .toEqual([
        ['hopper', null, 'ok'],
        ['bin', 2, 'ok'],
      ]);
    expect(await book.setCount('dispenser', 'hopper', 180, 'T-01')).toBe(true);
    // As long as the host lives, it is believed: it saw what left.
    await expect.poll(() => countOf(book)[0]).toEqual(['hopper', 180, 'ok']);
    life = { ...life, items_dispensed: 560 };
    book.recall();
    expect(countOf(book)[0]).toEqual(['hopper', 180, 'ok']);
    // The host forgets its own count, and the core its memory.
    devices = new DeviceDirectory();
    const host = attachDispenser(devices, () => done);
    const next = openBook();
    await expect.poll(() => countOf(next)[0]).toEqual(['hopper', 120, 'ok']);
    await expect.poll(() => host.refilled).toEqual(['hopper 120']);
  });

  it('items go out one by one -> low is told once, before it is empty', async () => {
    attachDispenser(devices, () => done);
    const book = openBook();
    await expect.poll(() => countOf(book).length).toBe(2);
    await book.setCount('dispenser', 'hopper', 22, 'T-01');
    for (const dispensed of [501, 502, 503]) {
      life = { ...life, items_dispensed: dispensed };
      clock.advance(60_000);
    }
    expect(told).toEqual([
      { event: 'storage_changed', device: 'dispenser', unit: 'hopper', level: 'low', count: 20 },
    ]);
  });

  it('dispenser does not take the new count -> it is not written down either', async () => {
    attachDispenser(devices, () => ({ effect: 'none', fault: null, evidence: {} }));
    const book = openBook();
    await expect.poll(() => countOf(book).length).toBe(2);
    expect(await book.setCount('dispenser', 'bin', 0, 'T-01')).toBe(false);
    expect(counts.size).toBe(0);
  });

  it('more than fits, or a unit nobody has -> refused', async () => {
    attachDispenser(devices, () => done);
    const book = openBook();
    await expect.poll(() => countOf(book).length).toBe(2);
    expect(await book.setCount('dispenser', 'hopper', 201, 'T-01')).toBe(false);
    expect(await book.setCount('dispenser', 'shelf', 1, 'T-01')).toBe(false);
  });

  it('host away -> what lies in the device is still shown, by its count, and cannot be set', async () => {
    const { status, kill } = attachDispenser(devices, () => done);
    const book = openBook();
    await expect.poll(() => countOf(book).length).toBe(2);
    await book.setCount('dispenser', 'hopper', 10, 'T-01');
    status.set({ ...online, storage: [{ ...hopper, level: 'low' }, bin] });
    await expect.poll(() => countOf(book)[0]).toEqual(['hopper', 10, 'low']);
    kill();
    await expect.poll(() => devices.status('dispenser')).toBeNull();
    const [unit] = book.unitsOf('dispenser');
    expect(unit).toMatchObject({ count: 10, level: 'low', settable: false });
  });

  it('tray filled by hand -> goes down with the sheets, by whichever counter counted more', async () => {
    own = { cuts: null, sheets: 1000 };
    const book = openBook();
    const tray = {
      unitId: 'tray',
      kind: 'paper_tray',
      capacity: 250,
      count: null,
      threshold: 25,
      level: 'ok',
    } as const;
    const printer = { ...onlinePrinter, storage: [tray] };
    devices.statuses.set({ ...devices.statuses.value, 'document-printer': printer });
    expect(await book.setCount('document-printer', 'tray', 251, 'T-01')).toBe(false);
    expect(await book.setCount('document-printer', 'tray', 200, 'T-01')).toBe(true);
    life = { ...life, sheets: 3 };
    book.recall();
    expect(book.unitsOf('document-printer')).toMatchObject([{ count: 197, level: 'ok', settable: true }]);
    own = { cuts: null, sheets: 1180 };
    expect(book.unitsOf('document-printer')).toMatchObject([{ count: 20, level: 'low' }]);
    // A printer that measures its tray is believed, and needs nobody to count.
    const measured = { ...onlinePrinter, storage: [{ ...tray, count: 90 }] };
    devices.statuses.set({ ...devices.statuses.value, 'document-printer': measured });
    expect(book.unitsOf('document-printer')).toMatchObject([{ count: 90, level: 'ok', settable: false }]);
  });

  it('roll that an earlier program noted as new -> was a whole one', () => {
    counts.set('receipt_paper', {
      at: '2026-11-20T01:12:00.000Z',
      count: null,
      usedBefore: 0,
      deviceCounter: null,
    });
    life = { ...life, papers: 12 };
    const book = openBook();
    const roll = {
      unitId: 'roll',
      kind: 'paper_roll',
      capacity: 300,
      count: null,
      threshold: 30,
      level: 'ok',
    } as const;
    const printer = {
      state: 'online',
      fault: null,
      paper: 'full',
      coverOpen: false,
      storage: [roll],
    } as const;
    devices.statuses.set({ ...devices.statuses.value, 'receipt-printer': { ...printer, storage: [roll] } });
    expect(book.unitsOf('receipt-printer')).toMatchObject([{ unitId: 'roll', count: 288 }]);
    expect(book.paper()).toMatchObject({
      remaining: 288,
      printedSinceRefill: 12,
      cutsPerRoll: 300,
      level: 'full',
    });
  });
});
