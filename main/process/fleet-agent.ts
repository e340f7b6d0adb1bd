import type { TerminalConfig } from '../../contract/terminal-config.ts';
import { longestBackOffMs } from './device-hosts.ts';
import type { ChildHandle } from './platform.ts';
import type { Supervisor } from './supervisor.ts';

/** Starts the agent of a terminal that belongs to a fleet; on any other nothing of it runs. */
export function startFleetAgent<Handle extends ChildHandle>(
  supervisor: Supervisor<Handle>,
  { fleet, terminalId, dataDirectory }: TerminalConfig,
  programPath: string,
): void {
  if (!fleet) return;
  supervisor.declareJoin({ name: 'core', purpose: 'fleet' }, { name: 'fleet-agent', purpose: 'core' });
  supervisor.start({
    name: 'fleet-agent',
    programPath,
    environment: { BUDAYANG_FLEET_AGENT: JSON.stringify({ terminalId, dataDirectory, fleet }) },
    v8Flags: ['--max-semi-space-size=1'],
    longestBackOffMs,
  });
}
