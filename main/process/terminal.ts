import type { Clock } from '../../contract/clock.ts';
import { hostedDevices, type TerminalConfig } from '../../contract/terminal-config.ts';
import { coreName, longestBackOffMs, startDeviceHosts } from './device-hosts.ts';
import { startFleetAgent } from './fleet-agent.ts';
import type { ChildHandle, ShellPlatform } from './platform.ts';
import { Supervisor, type SupervisorEvent } from './supervisor.ts';

/** Where the built programs of the terminal lie; absolute paths. */
export interface ProgramPaths {
  core: string;
  precheck: string;
  deviceHost: string;
  /** Started only where the configuration names a fleet. */
  fleetAgent: string;
}

/** Without the core nobody is served, so that its pauses stay within the 3 s it has to be back. */
const longestCoreBackOffMs = 250;

/** So long a core may take before the rest is started without it. */
const coreWaitMs = 20_000;

/** Starts every process a configured terminal consists of, the same under both shells. */
export function startTerminal<Handle extends ChildHandle>(options: {
  platform: ShellPlatform<Handle>;
  config: TerminalConfig;
  programs: ProgramPaths;
  clock: Clock;
  report: (event: SupervisorEvent) => void;
}): Supervisor<Handle> {
  const { platform, config, programs, clock, report } = options;
  let startOthers = () => {};
  const supervisor = new Supervisor(platform, clock, (event) => {
    report(event);
    if (event.type === 'child_ready' && event.name === coreName) startOthers();
  });
  supervisor.declareJoin({ name: 'core', purpose: 'precheck' }, { name: 'precheck', purpose: 'precheck' });
  for (const [deviceClass] of hostedDevices(config.devices)) {
    supervisor.declareJoin(
      { name: 'core', purpose: `device:${deviceClass}` },
      { name: `device:${deviceClass}`, purpose: 'device' },
    );
  }
  supervisor.start({
    name: coreName,
    programPath: programs.core,
    environment: { BUDAYANG_TERMINAL: JSON.stringify(config) },
    longestBackOffMs: longestCoreBackOffMs,
    // A technician may have a device's driver started anew.
    mayRestart: 'device:',
  });
  // Without a core there is no service, but the fleet hears of it and may send a version that does better.
  clock.after(coreWaitMs, () => startOthers());
  const startOtherHosts = startDeviceHosts(supervisor, config.devices, programs.deviceHost);
  startOthers = () => {
    startOthers = () => {};
    startOtherHosts();
    supervisor.start({
      name: 'precheck',
      programPath: programs.precheck,
      environment: {},
      longestBackOffMs,
      yieldsTo: coreName,
    });
    startFleetAgent(supervisor, config, programs.fleetAgent);
  };
  return supervisor;
}
