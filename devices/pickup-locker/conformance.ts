import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CellAddress, PickupLockerStatus } from '../../contract/device-classes.ts';
import type { PickupLocker } from './port.ts';

/** A driver connected to a locker, and the hands in front of it. */
export interface PickupLockerSubject {
  locker: PickupLocker;
  /** Two closed cells, the second on the last board. */
  cells: readonly [CellAddress, CellAddress];
  openByHand(address: CellAddress): void;
  closeDoor(address: CellAddress): void;
  setStuck(address: CellAddress, stuck: boolean): void;
  /** Lays something into a cell, or takes it out; null where the boards have no sensors for it. */
  setItem: ((address: CellAddress, present: boolean) => void) | null;
  /** The alarm time this driver was given. */
  leftOpenAlarmMs: number;
  /** Openings by command that physically happened. */
  opened(): readonly CellAddress[];
  unplug(): Promise<void>;
  plug(): Promise<void>;
  release(): Promise<void>;
}

const never = new AbortController().signal;

export function cellOf(status: PickupLockerStatus, { board, cell }: CellAddress) {
  return status.cells.find((candidate) => candidate.board === board && candidate.cell === cell);
}

export function doorOf(status: PickupLockerStatus, address: CellAddress): string | undefined {
  return cellOf(status, address)?.door;
}

/** Resolves with the first status that fits. */
export async function statusWhere(
  locker: PickupLocker,
  fits: (status: PickupLockerStatus) => boolean,
): Promise<PickupLockerStatus> {
  for await (const status of locker.status.follow(AbortSignal.timeout(8000))) if (fits(status)) return status;
  throw new Error(`status stayed ${JSON.stringify(locker.status.value)}`);
}

/** What every driver of the class must keep to, on the simulated locker and on a real one. */
export function describePickupLocker(name: string, prepare: () => Promise<PickupLockerSubject>): void {
  describe(`pickup locker: ${name}`, () => {
    let subject: PickupLockerSubject;
    beforeEach(async () => {
      subject = await prepare();
      await statusWhere(subject.locker, ({ state }) => state === 'online');
    });
    afterEach(() => subject.release());

    const open = (address: CellAddress, commandId: string = crypto.randomUUID()) =>
      subject.locker.openCell({ ...address, commandId }, never);

    it('cell opened -> its door, and no other, stands open, and the status says so', async () => {
      const [, cell] = subject.cells;
      expect(await open(cell)).toMatchObject({ effect: 'done', fault: null, evidence: { door: 'open' } });
      expect(subject.opened()).toEqual([cell]);
      const status = await statusWhere(subject.locker, (seen) => doorOf(seen, cell) === 'open');
      expect(status.cells.filter(({ door }) => door === 'open')).toHaveLength(1);
      subject.closeDoor(cell);
      await statusWhere(subject.locker, (seen) => doorOf(seen, cell) === 'closed');
    });

    it('same command asked twice, at once and after the door was closed -> it opens once', async () => {
      const [cell] = subject.cells;
      const commandId = crypto.randomUUID();
      const [first, second] = await Promise.all([open(cell, commandId), open(cell, commandId)]);
      expect([first.effect, second.effect]).toEqual(['done', 'done']);
      subject.closeDoor(cell);
      expect(await open(cell, commandId)).toMatchObject({ effect: 'done' });
      expect(await subject.locker.lookUpOpening({ ...cell, commandId })).toMatchObject({ effect: 'done' });
      expect(subject.opened()).toHaveLength(1);
    });

    it('lock does not move -> none with lock_stuck for the technician; the same command is not sent again', async () => {
      const [cell] = subject.cells;
      subject.setStuck(cell, true);
      const commandId = crypto.randomUUID();
      const stuck = { effect: 'none', fault: { code: 'lock_stuck', nextAct: 'technician' } };
      expect(await open(cell, commandId)).toMatchObject(stuck);
      subject.setStuck(cell, false);
      expect(await open(cell, commandId)).toMatchObject(stuck);
      expect(subject.opened()).toEqual([]);
      expect(await open(cell)).toMatchObject({ effect: 'done' });
    });

    it('door opened by hand -> the status shows it without being asked', async () => {
      const [, cell] = subject.cells;
      subject.openByHand(cell);
      await statusWhere(subject.locker, (seen) => doorOf(seen, cell) === 'open');
    });

    it('door already open -> nothing is sent, and it is said', async () => {
      const [cell] = subject.cells;
      subject.openByHand(cell);
      expect(await open(cell)).toMatchObject({ effect: 'done', evidence: { alreadyOpen: true } });
      expect(subject.opened()).toEqual([]);
    });

    it('door left open -> the customer is to close it, after twice the time the attendant; closed -> over', async () => {
      const [cell, other] = subject.cells;
      const openedAtMs = performance.now();
      subject.openByHand(cell);
      const vendorCode = `${cell.board}/${cell.cell}`;
      // Every status is heard, however late this machine comes to look at it.
      const heard: PickupLockerStatus[] = [];
      const stopHearing = subject.locker.status.subscribe((status) => heard.push(status));
      await statusWhere(subject.locker, ({ fault }) => fault?.nextAct === 'attendant');
      stopHearing();
      expect(performance.now() - openedAtMs).toBeGreaterThanOrEqual(2 * subject.leftOpenAlarmMs);
      const asked = heard.find(({ fault }) => fault?.code === 'door_left_open');
      expect(asked?.fault).toEqual({ code: 'door_left_open', nextAct: 'customer', vendorCode });
      expect(asked && [cellOf(asked, cell)?.leftOpen, cellOf(asked, other)?.leftOpen]).toEqual([true, false]);
      subject.closeDoor(cell);
      const over = await statusWhere(subject.locker, ({ fault }) => fault === null);
      expect(cellOf(over, cell)).toMatchObject({ door: 'closed', leftOpen: false });
    });

    it('something lies in a cell -> present behind its door, absent when taken; without sensors never known', async () => {
      const [cell, other] = subject.cells;
      if (!subject.setItem) {
        expect(subject.locker.status.value.cells.every(({ item }) => item === 'unknown')).toBe(true);
        return;
      }
      subject.setItem(cell, true);
      const status = await statusWhere(subject.locker, (seen) => cellOf(seen, cell)?.item === 'present');
      expect(cellOf(status, other)?.item).toBe('absent');
      subject.openByHand(cell);
      // An interrupted beam at an open door may be a hand.
      await statusWhere(
        subject.locker,
        (seen) => doorOf(seen, cell) === 'open' && cellOf(seen, cell)?.item === 'unknown',
      );
      subject.setItem(cell, false);
      await statusWhere(subject.locker, (seen) => cellOf(seen, cell)?.item === 'absent');
    });

    it('command nobody remembers -> an open door is done, a closed one proves nothing', async () => {
      const [cell, other] = subject.cells;
      subject.openByHand(cell);
      const commandId = crypto.randomUUID();
      expect(await subject.locker.lookUpOpening({ ...cell, commandId })).toEqual({
        effect: 'done',
        fault: null,
        evidence: { door: 'open' },
      });
      expect(await subject.locker.lookUpOpening({ ...other, commandId })).toEqual({
        effect: 'unknown',
        fault: null,
        evidence: { door: 'closed' },
      });
    });

    it('cell that does not exist -> none, nothing is sent', async () => {
      expect(await open({ board: 98, cell: 1 })).toMatchObject({
        effect: 'none',
        fault: { code: 'no_such_cell' },
      });
    });

    it('unplugged -> doors unknown within 3 s, opening refused; plugged -> in service within 3 s', async () => {
      const unpluggedAt = performance.now();
      await subject.unplug();
      const away = await statusWhere(subject.locker, ({ state }) => state !== 'online');
      expect(performance.now() - unpluggedAt).toBeLessThan(3000);
      expect(away.cells.every(({ door }) => door === 'unknown')).toBe(true);
      const commandId = crypto.randomUUID();
      const [cell] = subject.cells;
      expect(await open(cell, commandId)).toMatchObject({ effect: 'none', fault: { code: 'no_answer' } });
      const pluggedAt = performance.now();
      await subject.plug();
      await statusWhere(subject.locker, ({ state }) => state === 'online');
      expect(performance.now() - pluggedAt).toBeLessThan(3000);
      expect(await open(cell, commandId)).toMatchObject({ effect: 'done' });
    });
  });
}
