import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DispenserEvent, DispenserSensors, DispenserStatus } from '../../contract/device-classes.ts';
import type { StorageUnit } from '../../contract/device-common.ts';
import type { Dispenser } from './port.ts';

/** A driver connected to a dispenser that holds items at its gate, and the hands in front of it. */
export interface DispenserSubject {
  dispenser: Dispenser;
  /** A person takes the item out of the gate. */
  take(): void;
  /** Items that physically came out, and that physically fell into the bin. */
  dispensed(): number;
  captured(): number;
  /** Takes everything out of the hopper; puts so many in. */
  setHopper(count: number): void;
  /** The next item jams on its way to the gate. */
  jamNext(): void;
  clearJam(): void;
  /** The line stays open and nothing the unit says comes through. */
  setSilent(isSilent: boolean): void;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  release(): Promise<void>;
}

export const never = new AbortController().signal;

export function unitOf({ storage }: DispenserSensors, unitId: 'hopper' | 'bin'): StorageUnit {
  const found = storage.find((unit) => unit.unitId === unitId);
  if (!found) throw new Error(`no unit ${unitId}`);
  return found;
}

/** Resolves with the first status that fits. */
export async function statusWhere(
  dispenser: Dispenser,
  fits: (status: DispenserStatus) => boolean,
): Promise<DispenserStatus> {
  for await (const status of dispenser.status.follow(AbortSignal.timeout(8000))) {
    if (fits(status)) return status;
  }
  throw new Error(`status stayed ${JSON.stringify(dispenser.status.value)}`);
}

/** Collects what happens from now on. */
export function hearEvents(dispenser: Dispenser) {
  const heard: DispenserEvent[] = [];
  const stopping = new AbortController();
  const events = dispenser.watchEvents(stopping.signal);
  const listening = (async () => {
    for await (const event of events) heard.push(event);
  })();
  return {
    heard,
    types: () => heard.map(({ type }) => type),
    stop: () => {
      stopping.abort();
      return listening;
    },
  };
}

/** What every driver of the class must keep to, on the simulated dispenser and on a real one. */
export function describeDispenser(name: string, prepare: () => Promise<DispenserSubject>): void {
  describe(`dispenser: ${name}`, () => {
    let subject: DispenserSubject;
    let events: ReturnType<typeof hearEvents>;
    beforeEach(async () => {
      subject = await prepare();
      events = hearEvents(subject.dispenser);
      await statusWhere(subject.dispenser, ({ state }) => state === 'online');
    });
    afterEach(async () => {
      await events.stop();
      await subject.release();
    });

    const dispense = (commandId: string = crypto.randomUUID()) =>
      subject.dispenser.dispense(commandId, never);
    const capture = (commandId: string = crypto.randomUUID()) => subject.dispenser.capture(commandId, never);

    it('item dispensed -> it lies at the gate, is seen there, and its taking is told with its command', async () => {
      const { dispenser } = subject;
      const commandId = crypto.randomUUID();
      expect(await dispense(commandId)).toMatchObject({
        effect: 'done',
        fault: null,
        evidence: { gate: 'item_present' },
      });
      await statusWhere(dispenser, ({ gate }) => gate === 'item_present');
      expect(await dispenser.lookUp({ commandId })).toMatchObject({
        effect: 'done',
        evidence: { item: 'at_gate' },
      });
      subject.take();
      await expect.poll(events.types).toEqual(['item_presented', 'item_taken']);
      expect(events.heard.every((event) => event.commandId === commandId)).toBe(true);
      expect(await dispenser.lookUp({ commandId })).toMatchObject({
        effect: 'done',
        evidence: { item: 'taken' },
      });
      expect(subject.dispensed()).toBe(1);
    });

    it('same command asked twice, at once and after the item was taken -> one item comes out', async () => {
      const commandId = crypto.randomUUID();
      const [first, second] = await Promise.all([dispense(commandId), dispense(commandId)]);
      expect([first.effect, second.effect]).toEqual(['done', 'done']);
      subject.take();
      await expect.poll(events.types).toContain('item_taken');
      expect(await dispense(commandId)).toMatchObject({ effect: 'done' });
      expect(subject.dispensed()).toBe(1);
    });

    it('item still at the gate -> the next is refused, nothing more comes out', async () => {
      await dispense();
      const commandId = crypto.randomUUID();
      expect(await dispense(commandId)).toMatchObject({
        effect: 'none',
        fault: { code: 'item_at_gate', nextAct: 'customer' },
      });
      expect(subject.dispensed()).toBe(1);
      subject.take();
      await statusWhere(subject.dispenser, ({ gate }) => gate === 'empty');
      expect(await dispense(commandId)).toMatchObject({ effect: 'done' });
      expect(subject.dispensed()).toBe(2);
    });

    it('item not taken -> captured on command, once, and nobody is told that it was taken', async () => {
      const commandId = crypto.randomUUID();
      await dispense(commandId);
      const captureId = crypto.randomUUID();
      expect(await capture(captureId)).toMatchObject({ effect: 'done' });
      expect(await capture(captureId)).toMatchObject({ effect: 'done' });
      expect(subject.captured()).toBe(1);
      await expect.poll(events.types).toEqual(['item_presented', 'item_captured']);
      expect(events.heard.at(-1)).toMatchObject({ commandId, cause: 'command' });
      expect(await subject.dispenser.lookUp({ commandId })).toMatchObject({ evidence: { item: 'captured' } });
      expect(await subject.dispenser.lookUp({ commandId: captureId })).toMatchObject({ effect: 'done' });
    });

    it('nothing at the gate -> a capture does nothing and says so', async () => {
      expect(await capture()).toMatchObject({ effect: 'none', fault: { code: 'nothing_to_capture' } });
      expect(subject.captured()).toBe(0);
    });

    it('hopper empty -> seen before anybody asks, a dispense is refused; filled -> it works under the same id', async () => {
      subject.setHopper(0);
      const status = await statusWhere(subject.dispenser, ({ fault }) => fault?.code === 'hopper_empty');
      expect(status).toMatchObject({
        state: 'online',
        storage: [{ unitId: 'hopper', level: 'empty', count: 0 }, { unitId: 'bin' }],
      });
      const commandId = crypto.randomUUID();
      expect(await dispense(commandId)).toMatchObject({ effect: 'none', fault: { code: 'hopper_empty' } });
      subject.setHopper(50);
      expect(await subject.dispenser.refill({ unit: 'hopper', count: 50 })).toMatchObject({ effect: 'done' });
      expect(await dispense(commandId)).toMatchObject({ effect: 'done' });
      const sensors = await subject.dispenser.readUnits();
      expect(unitOf(sensors, 'hopper')).toMatchObject({ level: 'ok', count: 49 });
    });

    it('count falls to the threshold -> low; a count beyond the capacity is refused', async () => {
      await subject.dispenser.refill({ unit: 'hopper', count: 21 });
      expect(unitOf(await subject.dispenser.readUnits(), 'hopper').level).toBe('ok');
      await dispense();
      expect(unitOf(await subject.dispenser.readUnits(), 'hopper')).toMatchObject({
        level: 'low',
        count: 20,
      });
      expect(await subject.dispenser.refill({ unit: 'hopper', count: 201 })).toMatchObject({
        effect: 'none',
        fault: { code: 'count_too_large' },
      });
    });

    it('bin filled up -> full, and nothing is given out that could not be taken back; emptied -> it works', async () => {
      await subject.dispenser.refill({ unit: 'bin', count: 1 });
      for (let number = 0; number < 2; number++) {
        await dispense();
        expect(await capture()).toMatchObject({ effect: 'done' });
      }
      const full = await statusWhere(subject.dispenser, ({ fault }) => fault?.code === 'bin_full');
      expect(unitOf(full, 'bin')).toMatchObject({ level: 'full', count: 3 });
      const commandId = crypto.randomUUID();
      expect(await dispense(commandId)).toMatchObject({ effect: 'none', fault: { code: 'bin_full' } });
      await subject.dispenser.refill({ unit: 'bin', count: 0 });
      expect(await dispense(commandId)).toMatchObject({ effect: 'done' });
    });

    it('jam on the way -> never done, out of order for the technician; cleared -> the next one comes out', async () => {
      subject.jamNext();
      const commandId = crypto.randomUUID();
      const jammed = await dispense(commandId);
      expect(jammed.effect).not.toBe('done');
      expect(jammed.fault).toMatchObject({ code: 'jam', nextAct: 'technician' });
      await statusWhere(subject.dispenser, ({ state }) => state === 'hardware_error');
      expect(await dispense()).toMatchObject({ effect: 'none', fault: { code: 'jam' } });
      subject.clearJam();
      expect((await dispense(commandId)).effect).not.toBe('done');
      expect(await dispense()).toMatchObject({ effect: 'done' });
      await statusWhere(subject.dispenser, ({ state }) => state === 'online');
      expect(subject.dispensed()).toBe(1);
    });

    it('command nobody remembers -> an item at a gate that was empty before is done; without that nothing is proven', async () => {
      const noted = await subject.dispenser.readUnits();
      await dispense();
      const commandId = crypto.randomUUID();
      const before = { act: 'dispense', gate: noted.gate, binCount: unitOf(noted, 'bin').count } as const;
      expect(await subject.dispenser.lookUp({ commandId, before })).toMatchObject({ effect: 'done' });
      expect(await subject.dispenser.lookUp({ commandId })).toMatchObject({
        effect: 'unknown',
        evidence: { gate: 'item_present' },
      });
    });

    it('unplugged -> sensors unknown within 3 s, a dispense refused; plugged -> in service within 3 s', async () => {
      const unpluggedAt = performance.now();
      await subject.unplug();
      const away = await statusWhere(subject.dispenser, ({ state }) => state !== 'online');
      expect(performance.now() - unpluggedAt).toBeLessThan(3000);
      expect(away).toMatchObject({ gate: 'unknown', path: 'unknown' });
      const commandId = crypto.randomUUID();
      expect(await dispense(commandId)).toMatchObject({ effect: 'none', fault: { code: 'no_answer' } });
      const pluggedAt = performance.now();
      await subject.plug();
      await statusWhere(subject.dispenser, ({ state }) => state === 'online');
      expect(performance.now() - pluggedAt).toBeLessThan(3000);
      expect(await dispense(commandId)).toMatchObject({ effect: 'done' });
    });

    it('silent on an open line -> asked again, reset, reopened, each counted; it speaks -> in service, rungs left', async () => {
      subject.setSilent(true);
      const reopened = await statusWhere(
        subject.dispenser,
        ({ recovery }) => (recovery?.counts.reopen_transport ?? 0) > 0,
      );
      expect(reopened).toMatchObject({ state: 'offline', fault: { code: 'no_answer' }, gate: 'unknown' });
      expect(reopened.recovery).toMatchObject({
        rung: 'reopen_transport',
        counts: { ask_again: 1, reset: 1 },
      });
      subject.setSilent(false);
      const back = await statusWhere(subject.dispenser, ({ state }) => state === 'online');
      expect(back.recovery).toMatchObject({ rung: null });
    });

    it('silent with an item at the gate -> no reset that would clear the proof where it went', async () => {
      await dispense();
      await statusWhere(subject.dispenser, ({ gate }) => gate === 'item_present');
      subject.setSilent(true);
      const reopened = await statusWhere(
        subject.dispenser,
        ({ recovery }) => (recovery?.counts.reopen_transport ?? 0) > 0,
      );
      expect(reopened.recovery?.counts).toMatchObject({ ask_again: 1, reset: 0 });
      subject.setSilent(false);
      await statusWhere(subject.dispenser, ({ gate }) => gate === 'item_present');
    });
  });
}
