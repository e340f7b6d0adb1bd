import { expect } from 'vitest';
import type { DeviceStatus } from '../../contract/device-common.ts';
import type { SimulatorOnTcp } from '../../devices/simulator-on-tcp.ts';
import type { DisturbedSimulator } from './disturbed-simulator.ts';
import type { FaultName } from './table.ts';

/** What a resident gets of one act; `unknown` and `failed` are said to them, never swallowed. */
export type Outcome = 'done' | 'none' | 'unknown' | 'failed';

/** A device of a class as its user sees it, be it a driver in this process or a host process. */
export interface DeviceUse {
  readStatus(): Promise<DeviceStatus>;
  /** The class's one act, from its beginning to its outcome. */
  act(): Promise<Outcome>;
  /** Ends an act that would wait for ever. */
  leave(): void;
}

/** A unit of a class, with everything that can happen to it. */
export interface FaultRig {
  line: DisturbedSimulator;
  cable: SimulatorOnTcp;
  /** Null where the fault needs no host of its own. */
  host: { pid: number; ready(starts: number): Promise<void> } | null;
  use(): DeviceUse;
  /** The act has begun in the world. */
  underWay(): boolean;
  /** How often the act had its effect in the world so far: papers, doors, cards, codes. */
  effects(): number;
  /** Faults of the mechanism of this class, and their cure. */
  mechanism: Partial<
    Record<FaultName, { make(): void; cure(): void; told?: (status: DeviceStatus) => boolean }>
  >;
  /** Puts the world back for the next act: door closed, card lifted. */
  tidyUp(): void;
  end(): Promise<void>;
}

/** The most a fault may stay unnoticed, and the most until the device serves after its cure. */
export const limitMs = 3000;

const lookMs = 20;

/** Looks until it holds, within the limit; works in tests that run side by side. */
export async function within(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const untilMs = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > untilMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pass(lookMs);
  }
}

/** Makes the fault and its cure; `noticed` says whether the status must tell of it in between. */
async function strike(fault: FaultName, rig: FaultRig): Promise<{ noticed: boolean; cure(): Promise<void> }> {
  const mechanism = rig.mechanism[fault];
  if (mechanism) {
    mechanism.make();
    return { noticed: mechanism.told !== undefined, cure: async () => mechanism.cure() };
  }
  switch (fault) {
    case 'disconnect':
      await rig.cable.unplug();
      return { noticed: true, cure: () => rig.cable.plug() };
    case 'power_off':
      // Behind a serial server the line stays open when the unit loses its power.
      rig.line.goDead();
      return { noticed: true, cure: async () => rig.line.heal() };
    case 'no_answer':
      rig.line.muteAnswers();
      return { noticed: true, cure: async () => rig.line.heal() };
    case 'wrong_answer':
      rig.line.garbleAnswers();
      return { noticed: false, cure: async () => rig.line.heal() };
    case 'late_answer':
      rig.line.delayAnswers(lateMs);
      return {
        noticed: false,
        cure: async () => {
          rig.line.heal();
          // Over when the last late answer has come.
          await pass(lateMs);
        },
      };
    case 'host_crash':
    case 'host_hang': {
      const { host } = rig;
      if (!host) throw new Error('this row needs a host');
      process.kill(host.pid, fault === 'host_crash' ? 'SIGKILL' : 'SIGSTOP');
      return { noticed: false, cure: () => host.ready(2) };
    }
    default:
      throw new Error(`no rig can make ${fault}`);
  }
}

const lateMs = 1500;
/** How long a fault stays that the status need not tell of. */
const staysMs = 1200;

export const online = (use: DeviceUse) =>
  within('online', async () => (await use.readStatus()).state === 'online');
const pass = (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs));

/** The fault comes while nobody uses the device: told in time, gone in time, and the device serves. */
export async function idleRow(fault: FaultName, rig: FaultRig): Promise<void> {
  await online(rig.use());
  const { noticed, cure } = await strike(fault, rig);
  const told = rig.mechanism[fault]?.told ?? (({ state }: DeviceStatus) => state !== 'online');
  if (noticed) await within('the fault is told', async () => told(await rig.use().readStatus()));
  else if (!rig.host) await pass(staysMs);
  await cure();
  await online(rig.use());
  expect(rig.effects()).toBe(0);
  await expectActWorks(rig);
  expect(rig.effects()).toBe(1);
}

/** The fault comes in the middle of the act: its outcome is true, and the next act works. */
export async function busyRow(fault: FaultName, rig: FaultRig): Promise<void> {
  const use = rig.use();
  await online(use);
  const acting = use.act();
  await within('the act has begun', () => rig.underWay());
  const { cure } = await strike(fault, rig);
  if (!rig.host) await pass(staysMs);
  await cure();
  // A resident who was told nothing leaves; what a device never told cannot be claimed.
  const giveUp = setTimeout(() => use.leave(), 15_000);
  const outcome = await acting;
  clearTimeout(giveUp);
  if (outcome === 'done') expect(rig.effects()).toBe(1);
  if (outcome === 'none') expect(rig.effects()).toBe(0);
  expect(rig.effects()).toBeLessThanOrEqual(1);
  rig.tidyUp();
  const before = rig.effects();
  await online(rig.use());
  await expectActWorks(rig);
  // The first may still come to its end after its outcome was called unknown, once.
  expect(rig.effects()).toBeGreaterThan(before);
  expect(rig.effects()).toBeLessThanOrEqual(2);
}

async function expectActWorks(rig: FaultRig): Promise<void> {
  const use = rig.use();
  const giveUp = setTimeout(() => use.leave(), 10_000);
  expect(await use.act()).toBe('done');
  clearTimeout(giveUp);
}
