import type { Clock } from '../../contract/clock.ts';
import { hostedDevices, type TerminalConfig } from '../../contract/terminal-config.ts';
import type { ChildHandle, ChildSpec, ShellPlatform } from './platform.ts';
import { Supervisor, type SupervisorEvent } from './supervisor.ts';

/** Where the built programs of the terminal lie; absolute paths. */
export interface ProgramPaths {
  core: string;
  precheck: string;
  deviceHost: string;
}

/** Without the core nobody is served, so that its pauses stay within the 3 s it has to be back. */
const longestCoreBackOffMs = 250;
const longestBackOffMs = 10_000;

/** Starts every process a configured terminal consists of, the same under both shells. */
export function startTerminal<Handle extends ChildHandle>(options: {
  platform: ShellPlatform<Handle>;
  config: TerminalConfig;
  programs: ProgramPaths;
  clock: Clock;
  report: (event: SupervisorEvent) => void;
}): Supervisor<Handle> {
  const { platform, config, programs, clock, report } = options;
  const supervisor = new Supervisor(platform, clock, report);
  supervisor.declareJoin({ name: 'core', purpose: 'precheck' }, { name: 'precheck', purpose: 'precheck' });
  const devices = hostedDevices(config.devices);
  for (const [deviceClass] of devices) {
    supervisor.declareJoin(
      { name: 'core', purpose: `device:${deviceClass}` },
      { name: `device:${deviceClass}`, purpose: 'device' },
    );
  }
  supervisor.start({
    name: 'core',
    programPath: programs.core,
    environment: { BUDAYANG_TERMINAL: JSON.stringify(config) },
    longestBackOffMs: longestCoreBackOffMs,
    // A technician may have a device's driver started anew.
    mayRestart: 'device:',
  });
  for (const [deviceClass, device] of devices) {
    supervisor.start(deviceHostSpec(programs.deviceHost, deviceClass, device));
  }
  supervisor.start({ name: 'precheck', programPath: programs.precheck, environment: {}, longestBackOffMs });
  return supervisor;
}

/**
 * One of many processes, each with little to do: a small space for young objects, and of the C library
 * one arena for all threads, which gives back what is free (glibc; others ignore the two names).
 */
export function deviceHostSpec(programPath: string, deviceClass: string, config: unknown): ChildSpec {
  return {
    name: `device:${deviceClass}`,
    programPath,
    environment: {
      BUDAYANG_DEVICE: JSON.stringify({ deviceClass, config }),
      MALLOC_ARENA_MAX: '1',
      MALLOC_TRIM_THRESHOLD_: '131072',
    },
    v8Flags: ['--max-semi-space-size=1'],
    longestBackOffMs,
  };
}
