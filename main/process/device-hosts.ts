import { type DevicesConfig, hostedDevices } from '../../contract/terminal-config.ts';
import { outletPurpose, powerPurpose, powerRelayVariable } from '../../link/index.ts';
import type { ChildHandle, ChildSpec } from './platform.ts';
import type { Supervisor } from './supervisor.ts';

export const longestBackOffMs = 10_000;

/** A screen that serves comes before devices: on two cores nine processes that start at once take three times as long. */
export const coreName = 'core';

/** What a resident's first screens need. The others would only take the processor from them at the start. */
const neededFirst: ReadonlySet<string> = new Set([
  'id-card-reader',
  'code-scanner',
  'receipt-printer',
  'pickup-locker',
]);

/**
 * Starts a process for every configured device that the first screens need; the returned function starts
 * all others. Where a relay cuts the power of a device, its host is joined with that of the relay: only
 * the latter owns the relays' line.
 */
export function startDeviceHosts<Handle extends ChildHandle>(
  supervisor: Supervisor<Handle>,
  devices: DevicesConfig,
  programPath: string,
): () => void {
  const outlets = Object.keys(devices['power-relay']?.outlets ?? {});
  for (const deviceClass of outlets) {
    supervisor.declareJoin(
      { name: `device:${deviceClass}`, purpose: powerPurpose },
      { name: 'device:power-relay', purpose: outletPurpose(deviceClass) },
    );
  }
  const start = (isFirst: boolean) => {
    for (const [deviceClass, config] of hostedDevices(devices)) {
      if (neededFirst.has(deviceClass) !== isFirst) continue;
      const hasPowerRelay = outlets.includes(deviceClass);
      supervisor.start(deviceHostSpec({ programPath, deviceClass, config, hasPowerRelay }));
    }
  };
  start(true);
  return () => start(false);
}

/**
 * One of many processes, each with little to do: a small space for young objects, and of the C library
 * one arena for all threads, which gives back what is free (glibc; others ignore the two names).
 */
export function deviceHostSpec(options: {
  programPath: string;
  deviceClass: string;
  config: unknown;
  hasPowerRelay: boolean;
}): ChildSpec {
  const { programPath, deviceClass, config, hasPowerRelay } = options;
  return {
    name: `device:${deviceClass}`,
    programPath,
    environment: {
      BUDAYANG_DEVICE: JSON.stringify({ deviceClass, config }),
      MALLOC_ARENA_MAX: '1',
      MALLOC_TRIM_THRESHOLD_: '131072',
      ...(hasPowerRelay ? { [powerRelayVariable]: '1' } : {}),
    },
    v8Flags: ['--max-semi-space-size=1'],
    longestBackOffMs,
    yieldsTo: coreName,
  };
}
