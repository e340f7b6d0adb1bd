import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DoorStatus } from '../../contract/device-classes.ts';
import type { Door } from './port.ts';

/** A driver connected to a door, and the hands in front of it. */
export interface DoorSubject {
  door: Door;
  /** A person pushes; false while the lock holds. */
  pushOpen(): boolean;
  pullClosed(): void;
  /** The relay does not move although it is told to. */
  setStuck(stuck: boolean): void;
  /** Lengths of all releases that are over. */
  releasesMs(): readonly number[];
  /** Commands to let the lock go that arrived. */
  releaseCommands(): number;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  release(): Promise<void>;
}

const never = new AbortController().signal;
const pulseMs = 700;
/** Of timers and of the line, on a busy machine. */
const toleranceMs = 1500;

/** Resolves with the first status that fits. */
export async function statusWhere(door: Door, fits: (status: DoorStatus) => boolean): Promise<DoorStatus> {
  for await (const status of door.status.follow(AbortSignal.timeout(8000))) if (fits(status)) return status;
  throw new Error(`status stayed ${JSON.stringify(door.status.value)}`);
}

/** What every driver of the class must keep to, on the simulated board and on a real one. */
export function describeDoor(name: string, prepare: () => Promise<DoorSubject>): void {
  describe(`door: ${name}`, () => {
    let subject: DoorSubject;
    beforeEach(async () => {
      subject = await prepare();
      await statusWhere(subject.door, ({ state }) => state === 'online');
    });
    afterEach(() => subject.release());

    const open = (commandId: string = crypto.randomUUID()) =>
      subject.door.openDoor({ commandId, pulseMs }, never);
    const locked = () => statusWhere(subject.door, ({ lock }) => lock === 'locked');

    it('opened -> the person gets in, and the lock holds again after the pulse', async () => {
      expect(subject.pushOpen()).toBe(false);
      expect(await open()).toMatchObject({ effect: 'done', fault: null, evidence: { lock: 'released' } });
      expect(subject.door.status.value.lock).toBe('released');
      expect(subject.pushOpen()).toBe(true);
      await statusWhere(subject.door, ({ door }) => door === 'open');
      subject.pullClosed();
      await locked();
      expect(subject.pushOpen()).toBe(false);
      const [lengthMs = 0] = subject.releasesMs();
      expect(lengthMs).toBeGreaterThan(pulseMs - 50);
      expect(lengthMs).toBeLessThan(pulseMs + toleranceMs);
    });

    it('same command asked twice, at once and after the pulse -> the lock goes once', async () => {
      const commandId = crypto.randomUUID();
      const [first, second] = await Promise.all([open(commandId), open(commandId)]);
      expect([first.effect, second.effect]).toEqual(['done', 'done']);
      await locked();
      expect(await open(commandId)).toMatchObject({ effect: 'done' });
      expect(await subject.door.lookUpOpening({ commandId })).toMatchObject({ effect: 'done' });
      expect(subject.releasesMs()).toHaveLength(1);
      expect(subject.releaseCommands()).toBe(1);
    });

    it('the next person after the pulse -> a new release', async () => {
      await open();
      await locked();
      expect(await open()).toMatchObject({ effect: 'done' });
      await locked();
      expect(subject.releasesMs()).toHaveLength(2);
    });

    it('a second command near the end of a pulse -> a release of its own, long enough to go through', async () => {
      await open();
      expect(await open()).toMatchObject({ effect: 'done' });
      await locked();
      // On a slow line the second pulse may reach the board before the first has ended.
      expect(subject.releaseCommands()).toBe(2);
      expect(subject.releasesMs().at(-1)).toBeGreaterThan(pulseMs - 50);
    });

    it('relay does not move -> none, and the same command is not sent again', async () => {
      subject.setStuck(true);
      const commandId = crypto.randomUUID();
      const stuck = { effect: 'none', fault: { code: 'relay_not_switched', nextAct: 'technician' } };
      expect(await open(commandId)).toMatchObject(stuck);
      subject.setStuck(false);
      expect(await open(commandId)).toMatchObject(stuck);
      expect(subject.releaseCommands()).toBe(1);
      expect(await open()).toMatchObject({ effect: 'done' });
    });

    it('command nobody remembers -> a locked and closed door proves nothing', async () => {
      expect(await subject.door.lookUpOpening({ commandId: crypto.randomUUID() })).toEqual({
        effect: 'unknown',
        fault: null,
        evidence: { lock: 'locked', door: 'closed' },
      });
    });

    it('unplugged -> unknown within 3 s, opening refused; plugged -> the same command opens within 3 s', async () => {
      const unpluggedAt = performance.now();
      await subject.unplug();
      const away = await statusWhere(subject.door, ({ state }) => state !== 'online');
      expect(performance.now() - unpluggedAt).toBeLessThan(3000);
      expect(away).toMatchObject({ lock: 'unknown', door: 'unknown' });
      const commandId = crypto.randomUUID();
      expect(await open(commandId)).toMatchObject({ effect: 'none', fault: { code: 'no_answer' } });
      const pluggedAt = performance.now();
      await subject.plug();
      await statusWhere(subject.door, ({ state }) => state === 'online');
      expect(performance.now() - pluggedAt).toBeLessThan(3000);
      expect(await open(commandId)).toMatchObject({ effect: 'done' });
    });
  });
}
