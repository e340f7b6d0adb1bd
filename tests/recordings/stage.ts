import { join } from 'node:path';
import type { HostedDeviceClass } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import type { Recording } from '../../devices/recording/index.ts';
import type { Cable } from '../fault/lines.ts';
import type { Medium } from './media.ts';

const stepMs = 5;
const longestRunMs = 90_000;
/** Between what a person does and what happens next, so that a replay can see the state between. */
export const settleMs = 200;

/** What a scenario plays on: time, and the world only while it is recorded. */
export interface Stage<Unit> {
  clock: SteppedClock;
  /** Does something to the unit or its cable; nothing during a replay, where the recording speaks. */
  world(act: (unit: Unit, cable: Cable) => void): void;
  /** Lets time pass until this holds. */
  until(holds: () => boolean): Promise<void>;
  /** Lets time pass until it ends. */
  settle<Value>(promise: Promise<Value>): Promise<Value>;
  pass(durationMs: number): Promise<void>;
}

/** A driver that can be started and stopped. */
interface Driver {
  status: { value: DeviceStatus };
  start(): void;
  stop(): Promise<void>;
}

/** One fault of a driver: how it happens, and what the driver makes of it. */
export interface Scenario {
  deviceClass: HostedDeviceClass;
  driver: string;
  fault: string;
  record(): Promise<{ recording: Recording; seen: unknown }>;
  replay(recording: Recording): Promise<unknown>;
  expected: unknown;
}

/** What all scenarios of one driver share. */
export interface Setting<Unit, Simulator, Way, TheDriver extends Driver> {
  deviceClass: HostedDeviceClass;
  driver: string;
  medium: Medium<Simulator, Way>;
  /** The unit in the hands of the scenario, and as its line sees it. */
  makeUnit: (clock: SteppedClock) => { unit: Unit; simulator: Simulator };
  makeDriver: (way: Way, clock: SteppedClock) => TheDriver;
}

export type Play<Unit, TheDriver> = (driver: TheDriver, stage: Stage<Unit>) => Promise<unknown>;

/** Makes scenarios of one driver; each begins with a unit that is online. */
export function scenariosOf<Unit, Simulator, Way, TheDriver extends Driver>(
  setting: Setting<Unit, Simulator, Way, TheDriver>,
) {
  const { deviceClass, driver, medium } = setting;
  const run = async (
    way: Way,
    clock: SteppedClock,
    world: Stage<Unit>['world'],
    play: Play<Unit, TheDriver>,
  ) => {
    const device = setting.makeDriver(way, clock);
    device.start();
    const stage = { clock, world, ...passing(clock) };
    try {
      await stage.until(() => device.status.value.state === 'online');
      await stage.pass(settleMs);
      return await play(device, stage);
    } finally {
      await stage.settle(device.stop());
    }
  };
  return (fault: string, play: Play<Unit, TheDriver>, expected: unknown): Scenario => ({
    deviceClass,
    driver,
    fault,
    expected,
    async record() {
      const clock = new SteppedClock();
      const { unit, simulator } = setting.makeUnit(clock);
      const { way, cable, crossings } = medium.record(simulator, clock);
      const seen = await run(way, clock, (act) => act(unit, cable), play);
      const head = { format: 'budayang-recording', version: 1, deviceClass, driver, fault } as const;
      return { recording: { head, crossings: crossings() }, seen };
    },
    async replay({ crossings }) {
      const clock = new SteppedClock();
      const { way, check, isFinished } = medium.replay(crossings, clock);
      const seen = await run(way, clock, () => {}, play);
      check();
      if (!isFinished()) throw new Error('the recording was not played to its end');
      return seen;
    },
  });
}

/** Faults of the line that every driver tells alike: what it says, and that it serves afterwards. */
export function lineFaults<Unit, TheDriver extends Driver>(
  make: (fault: string, play: Play<Unit, TheDriver>, expected: unknown) => Scenario,
  options: {
    /** The unit falls silent on its open line; and speaks again. */
    setSilent: (unit: Unit, silent: boolean) => void;
    /** May another program hold the port? */
    holdable: boolean;
  },
): Scenario[] {
  const toldUntil = async (
    device: TheDriver,
    stage: Stage<Unit>,
    code: string,
    cure: (unit: Unit, cable: Cable) => void,
  ) => {
    await stage.until(() => device.status.value.fault?.code === code);
    const { state } = device.status.value;
    stage.world(cure);
    await stage.until(() => device.status.value.state === 'online');
    return { state, back: device.status.value.fault };
  };
  const missing = make(
    'port_not_found',
    (device, stage) => {
      stage.world((_unit, cable) => void cable.unplug());
      return toldUntil(device, stage, 'port_not_found', (_unit, cable) => void cable.plug());
    },
    { state: 'no_device', back: null },
  );
  const silent = make(
    'no_answer',
    (device, stage) => {
      stage.world((unit) => options.setSilent(unit, true));
      return toldUntil(device, stage, 'no_answer', (unit) => options.setSilent(unit, false));
    },
    { state: 'offline', back: null },
  );
  const held = make(
    'port_busy',
    (device, stage) => {
      stage.world((_unit, cable) => {
        void cable.setOccupied?.(true);
        void cable.unplug();
        void cable.plug();
      });
      return toldUntil(device, stage, 'port_busy', (_unit, cable) => void cable.setOccupied?.(false));
    },
    { state: 'offline', back: null },
  );
  return options.holdable ? [missing, silent, held] : [missing, silent];
}

function passing(clock: SteppedClock): Pick<Stage<never>, 'until' | 'pass' | 'settle'> {
  const step = async () => {
    clock.advance(stepMs);
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  const until = async (holds: () => boolean) => {
    for (let passedMs = 0; !holds(); passedMs += stepMs) {
      if (passedMs > longestRunMs) throw new Error(`did not happen within ${longestRunMs} ms`);
      await step();
    }
  };
  return {
    until,
    async settle(promise) {
      let ended = false;
      const end = () => {
        ended = true;
      };
      promise.then(end, end);
      await until(() => ended);
      return promise;
    },
    async pass(durationMs) {
      for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) await step();
    },
  };
}

export function recordingFile(root: string, { deviceClass, driver, fault }: Scenario): string {
  return join(root, 'devices', deviceClass, 'recordings', driver, `${fault.replaceAll('_', '-')}.jsonl`);
}

export function cameraFile(root: string, fault: string): string {
  return join(
    root,
    'devices',
    'document-camera',
    'recordings',
    'window',
    `${fault.replaceAll('_', '-')}.jsonl`,
  );
}
