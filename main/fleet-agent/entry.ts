import { release, type } from 'node:os';
import { systemClock } from '../../contract/clock.ts';
import { releaseVariable } from '../../contract/terminal-update.ts';
import { agentSettingsSchema, startAgent } from '../../fleet/agent/index.ts';
import { connectToParent, type RpcPort } from '../../link/index.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { CoreLine } from './core-line.ts';

/** The terminal's side of the fleet: joins the agent with the shell and the core of this terminal. */

const parent = connectToParent();
const core = new CoreLine();
const agent = startAgent({
  core,
  settings: agentSettingsSchema.parse(JSON.parse(process.env.BUDAYANG_FLEET_AGENT ?? 'null')),
  clock: systemClock,
  versions: {
    program: process.env[releaseVariable] ?? packageJson.version,
    runtime: `node ${process.versions.node}`,
    system: `${type()} ${release()}`.slice(0, 80),
  },
  write: (event) => process.stderr.write(`${JSON.stringify(event)}\n`),
});

/** The core of this moment; one that was started anew comes with a new port. */
async function follow(port: RpcPort): Promise<void> {
  const client = core.attach(port);
  const followStatus = async () => {
    for await (const status of await client.watchStatus()) agent.tellStatus(status);
  };
  const followCases = async () => {
    for await (const days of await client.watchCases()) agent.tellCases(days);
  };
  await Promise.all([followStatus(), followCases()]);
}

let latest: RpcPort | null = null;
parent.onPort((_purpose, port) => {
  // A new core means that the one before is gone, whether its line said so already or not.
  agent.tellCoreAway();
  latest = port;
  const gone = () => {
    if (latest === port) agent.tellCoreAway();
  };
  port.addEventListener('close', gone);
  follow(port).then(gone, gone);
});
parent.onStop(() => void agent.stop().then(() => process.exit(0)));
parent.ready();
