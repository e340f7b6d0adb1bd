import type { DeviceAnswer } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { DeviceStatus } from '../../../contract/device-common.ts';
import { unreachable } from '../../../contract/result.ts';
import { askWithin } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { factsOf } from './device-facts.ts';
import { explainFault } from './fault-words.ts';

const answerTimeoutMs = 3000;

/**
 * Asks a device's host for its status over a question of its own. Drivers look at their unit about
 * once a second, so that the answer is at most that old.
 */
export async function askDevice(
  devices: DeviceDirectory,
  deviceClass: HostedDeviceClass,
  clock: Clock,
  stop: AbortSignal,
): Promise<DeviceAnswer> {
  const at = new Date(clock.wallMs()).toISOString();
  const begunAtMs = clock.monotonicMs();
  const answer = await askWithin(clock, stop, answerTimeoutMs, (signal) =>
    firstStatus(devices, deviceClass, signal),
  );
  const answerMs = Math.round(clock.monotonicMs() - begunAtMs);
  const status = answer.ok ? answer.value : null;
  if (!status) return { verdict: 'no_answer', answerMs, at, state: 'unknown', fault: null, facts: [] };
  const fault = explainFault(deviceClass, status.fault);
  const facts = factsOf(devices, deviceClass);
  return { verdict: verdictOf(status), answerMs, at, state: status.state, fault, facts };
}

async function firstStatus(
  devices: DeviceDirectory,
  deviceClass: HostedDeviceClass,
  signal: AbortSignal,
): Promise<DeviceStatus | null> {
  const client = devices.client(deviceClass);
  if (!client) return null;
  const watch = client.watchStatus as (
    input: undefined,
    options: { signal: AbortSignal },
  ) => Promise<AsyncIterable<DeviceStatus>>;
  for await (const status of await watch(undefined, { signal })) return status;
  return null;
}

function verdictOf({ state, fault }: DeviceStatus): DeviceAnswer['verdict'] {
  switch (state) {
    case 'online':
      return fault ? 'attention' : 'passed';
    case 'unknown':
      return 'attention';
    case 'offline':
    case 'no_device':
    case 'hardware_error':
      return 'failed';
    default:
      return unreachable(state);
  }
}
