import { implement } from '@orpc/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { dispenserContract } from '../../../contract/device-classes.ts';
import type { StorageUnit } from '../../../contract/device-common.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import type { LifeCounts, NotedCount } from '../../../db/index.ts';
import { Feed, serveRpc, VirtualPort } from '../../../link/index.ts';
import { DeviceDirectory } from '../devices/index.ts';
import { StorageBook } from './storage-book.ts';

const nothingYet: LifeCounts = {
  papers: 0,
  cells_opened: 0,
  door_openings: 0,
  items_dispensed: 0,
  items_captured: 0,
  sheets: 0,
  cards_read: 0,
  codes_scanned: 0,
};

const unit = (unitId: 'hopper' | 'bin', count: number | null): StorageUnit => ({
  unitId,
  kind: unitId === 'hopper' ? 'cards' : 'retained',
  capacity: 200,
  count,
  threshold: 20,
  level: count === null ? 'unknown' : 'ok',
});

/** A dispenser's host in memory: it forgets its counts when it starts anew, and may refuse a number. */
class ForgetfulHost {
  readonly told: string[] = [];
  refuses = false;
  readonly #storage = new Feed<StorageUnit[]>([unit('hopper', null), unit('bin', null)]);

  attachTo(devices: DeviceDirectory): void {
    const os = implement(dispenserContract);
    const storage = this.#storage;
    const never = (): never => {
      throw new Error('not asked for here');
    };
    const router = os.router({
      watchStatus: os.watchStatus.handler(async function* ({ signal }) {
        for await (const units of storage.follow(signal)) {
          yield { state: 'online', fault: null, gate: 'empty', path: 'clear', storage: units } as const;
        }
      }),
      watchEvents: os.watchEvents.handler(never),
      dispense: os.dispense.handler(never),
      capture: os.capture.handler(never),
      lookUp: os.lookUp.handler(never),
      readUnits: os.readUnits.handler(never),
      refill: os.refill.handler(({ input }) => {
        if (this.refuses) return { effect: 'none', fault: null, evidence: {} };
        this.told.push(`${input.unit} ${input.count}`);
        storage.set(
          storage.value.map((each) => (each.unitId === input.unit ? unit(input.unit, input.count) : each)),
        );
        return { effect: 'done', fault: null, evidence: {} };
      }),
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
    devices.attach('dispenser', left);
  }
}

describe('storage units', () => {
  let devices: DeviceDirectory;
  let life: LifeCounts;
  let noted: Map<string, NotedCount>;
  let own: { cuts: number | null; sheets: number | null };
  let book: StorageBook;
  const clock = new SteppedClock();

  beforeEach(() => {
    devices = new DeviceDirectory();
    life = { ...nothingYet };
    noted = new Map();
    own = { cuts: null, sheets: null };
    book = new StorageBook({
      devices,
      deviceClasses: ['receipt-printer', 'document-printer', 'dispenser'],
      supplies: {
        receiptPaper: { cutsPerRoll: 300, lowAt: 30 },
        documentPaper: { sheetsPerTray: 250, lowAt: 25 },
      },
      store: {
        lifeCounts: () => ({ ...life }),
        lastCount: (key) => noted.get(key) ?? null,
        noteCount: (key, count, _attendantId, atMs) =>
          void noted.set(key, { ...count, at: new Date(atMs).toISOString() }),
      },
      ownCounts: () => own,
      clock,
    });
  });

  const hopper = () => book.unitsOf('dispenser').find(({ unitId }) => unitId === 'hopper');

  it('the host that counted is gone -> the next one is told the count less what the journal saw come out', async () => {
    new ForgetfulHost().attachTo(devices);
    await expect.poll(() => hopper()?.settable).toBe(true);
    expect(await book.setCount('dispenser', 'hopper', 150, 'T-01')).toBe(true);
    life.items_dispensed = 4;
    const next = new ForgetfulHost();
    next.attachTo(devices);
    await expect.poll(() => next.told).toEqual(['hopper 146']);
    await expect.poll(() => hopper()?.count).toBe(146);
  });

  it('the device does not take the number -> not written down', async () => {
    const host = new ForgetfulHost();
    host.attachTo(devices);
    await expect.poll(() => hopper()?.settable).toBe(true);
    host.refuses = true;
    expect(await book.setCount('dispenser', 'hopper', 150, 'T-01')).toBe(false);
    expect(noted.size).toBe(0);
  });

  it('a tray filled by hand -> goes down with the sheets, by whichever counter counted more', async () => {
    own.sheets = 1000;
    expect(await book.setCount('document-printer', 'tray', 251, 'T-01')).toBe(false);
    expect(await book.setCount('document-printer', 'tray', 200, 'T-01')).toBe(true);
    life.sheets = 3;
    book.recall();
    expect(book.unitsOf('document-printer')).toMatchObject([{ count: 197, level: 'unknown' }]);
    own.sheets = 1180;
    expect(book.unitsOf('document-printer')).toMatchObject([{ count: 20, level: 'low' }]);
  });

  it('a roll that an earlier program noted as new -> was a whole one', () => {
    noted.set('receipt_paper', {
      at: '2026-11-20T01:12:00.000Z',
      count: null,
      usedBefore: 0,
      deviceCounter: null,
    });
    life.papers = 12;
    book.recall();
    expect(book.unitsOf('receipt-printer')).toMatchObject([{ unitId: 'roll', count: 288 }]);
  });
});
