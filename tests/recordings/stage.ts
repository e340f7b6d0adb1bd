import { join } from 'node:path';
import type { HostedDeviceClass } from '../../contract/device-classes.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import {
  type Recording,
  RecordingTransport,
  ReplayTransport,
  SimulatorTransport,
} from '../../devices/recording/index.ts';
import type { DeviceSimulator } from '../../devices/simulator.ts';
import type { Transport } from '../../devices/transport/index.ts';

const stepMs = 5;
const longestRunMs = 60_000;
/** Between what a person does and what happens next, so that a replay can see the state between. */
export const settleMs = 200;

/** What a scenario plays on: a driver's transport, and the world only while it is recorded. */
export interface Stage<Simulator> {
  transport: Transport;
  clock: SteppedClock;
  /** Does something to the unit or its cable; nothing during a replay, where the recording speaks. */
  world(act: (simulator: Simulator, cable: SimulatorTransport) => void): void;
  /** Lets time pass until this holds. */
  until(holds: () => boolean): Promise<void>;
  pass(durationMs: number): Promise<void>;
}

/** A driver that can be started and stopped. */
interface Driver {
  start(): void;
  stop(): Promise<void>;
}

/** One fault of a class: how it happens, and what the driver makes of it. */
export interface Scenario {
  deviceClass: HostedDeviceClass;
  driver: string;
  fault: string;
  record(): Promise<{ recording: Recording; seen: unknown }>;
  replay(recording: Recording): Promise<unknown>;
  expected: unknown;
}

export function scenario<Simulator extends DeviceSimulator, TheDriver extends Driver>(options: {
  deviceClass: HostedDeviceClass;
  driver: string;
  fault: string;
  makeSimulator: (clock: SteppedClock) => Simulator;
  makeDriver: (transport: Transport, clock: SteppedClock) => TheDriver;
  /** Ends with what the driver told. */
  play: (driver: TheDriver, stage: Stage<Simulator>) => Promise<unknown>;
  expected: unknown;
}): Scenario {
  const { deviceClass, driver, fault, expected } = options;
  const run = async (transport: Transport, clock: SteppedClock, world: Stage<Simulator>['world']) => {
    const device = options.makeDriver(transport, clock);
    device.start();
    try {
      return await options.play(device, { transport, clock, world, ...passing(clock) });
    } finally {
      const stopped = device.stop();
      const { pass } = passing(clock);
      await pass(1000);
      await stopped;
    }
  };
  return {
    deviceClass,
    driver,
    fault,
    expected,
    async record() {
      const clock = new SteppedClock();
      const simulator = options.makeSimulator(clock);
      const cable = new SimulatorTransport(simulator);
      const transport = new RecordingTransport(cable, clock);
      let crossings: Recording['crossings'] = [];
      const seen = await run(transport, clock, (act) => act(simulator, cable)).finally(() => {
        crossings = transport.crossings;
      });
      const head = { format: 'budayang-recording', version: 1, deviceClass, driver, fault } as const;
      return { recording: { head, crossings }, seen };
    },
    async replay({ crossings }) {
      const clock = new SteppedClock();
      const transport = new ReplayTransport(crossings, clock);
      const seen = await run(transport, clock, () => {});
      transport.check();
      if (!transport.finished) throw new Error('the recording was not played to its end');
      return seen;
    },
  };
}

function passing(clock: SteppedClock): Pick<Stage<never>, 'until' | 'pass'> {
  const step = async () => {
    clock.advance(stepMs);
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    async until(holds) {
      for (let passedMs = 0; !holds(); passedMs += stepMs) {
        if (passedMs > longestRunMs) throw new Error(`did not happen within ${longestRunMs} ms`);
        await step();
      }
    },
    async pass(durationMs) {
      for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) await step();
    },
  };
}

export function recordingFile(root: string, { deviceClass, fault }: Scenario): string {
  return join(root, 'devices', deviceClass, 'recordings', `${fault.replaceAll('_', '-')}.jsonl`);
}
