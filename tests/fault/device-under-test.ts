import type { HostedDeviceClass } from '../../contract/device-classes.ts';
import type { Completion, DeviceStatus } from '../../contract/device-common.ts';
import { HostedDevice } from './hosted-device.ts';
import type { Lane } from './lines.ts';
import type { Told } from './rig.ts';

interface Driver {
  status: { value: DeviceStatus };
  start(): void;
  stop(): Promise<void>;
}

/** A driver in this process, or the same in a host process. */
export async function startDevice<Class extends HostedDeviceClass, TheDriver extends Driver, Way>(options: {
  deviceClass: Class;
  /** As in a terminal's configuration, without the way to the unit. */
  config: object;
  lane: Lane<Way>;
  hosted: boolean;
  hostProgram: string | undefined;
  makeDriver: (way: Way) => TheDriver;
}) {
  const { deviceClass, config, lane } = options;
  if (options.hosted) {
    const host = new HostedDevice(deviceClass, { ...config, ...lane.hostConfig }, options.hostProgram);
    await host.ready();
    const followed = followStatus(host);
    const end = async () => {
      followed.end();
      await host.stop();
      await lane.end();
    };
    return { driver: null, host, readStatus: followed.read, end };
  }
  const driver = options.makeDriver(lane.way);
  driver.start();
  const end = async () => {
    // Under a stepped clock nobody waits for the last deadlines of a driver.
    void driver.stop();
    await lane.end();
  };
  return { driver, host: null, readStatus: () => driver.status.value, end };
}

/** What the process that runs now tells; a host that is away tells nothing. */
function followStatus<Class extends HostedDeviceClass>(host: HostedDevice<Class>) {
  const away: DeviceStatus = { state: 'unknown', fault: null };
  let latest = away;
  let ended = false;
  const follow = async () => {
    for (let starts = 1; !ended; starts = host.starts + 1) {
      await host.ready(starts);
      try {
        const client = host.connect() as { watchStatus(): Promise<AsyncIterable<DeviceStatus>> };
        for await (const status of await client.watchStatus()) latest = status;
      } catch {
        // The process is gone; its successor is waited for.
      }
      latest = away;
    }
  };
  void follow();
  return {
    read: () => latest,
    end: () => {
      ended = true;
    },
  };
}

const toldOf = ({ effect, fault }: Completion): Told => ({ outcome: effect, fault: fault?.code ?? null });

/** A host that dies in the middle of a call leaves its effect open. */
export function told(call: Promise<Completion>): Promise<Told> {
  return call.then(toldOf, () => ({ outcome: 'unknown', fault: null }));
}

/** Follows a stream to the first event that `judge` has a word for. */
export async function toldByStream<Event>(
  stream: Promise<AsyncIterable<Event>> | AsyncIterable<Event>,
  judge: (event: Event) => Told | null,
): Promise<Told> {
  try {
    for await (const event of await stream) {
      const verdict = judge(event);
      if (verdict) return verdict;
    }
    return { outcome: 'failed', fault: 'stream_ended' };
  } catch (error) {
    if (error instanceof WrongThing) throw error;
    return { outcome: 'failed', fault: 'stream_broken' };
  }
}

/** Something came that nobody laid, showed or asked for. */
export class WrongThing extends Error {}

/** Neither a driver nor a host: a rig that was put together wrongly. */
export function nobody(): never {
  throw new Error('neither a driver nor a host');
}
