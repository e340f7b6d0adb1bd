import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../contract/clock.ts';
import type { TerminalStatus } from '../../contract/fleet.ts';
import { fleetMembershipSchema } from '../../contract/fleet-membership.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { type Agent, startAgent } from '../../fleet/agent/index.ts';
import { coreAway } from '../fleet/core-away.ts';

/**
 * Many terminals in one process, each with the product's own agent: a key and a certificate of its own, a line of its
 * own over mutual TLS, reports as often as a real one. Told by its starter over the process's channel.
 */

export const toTerminalsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), terminalId: terminalIdSchema, fleet: fleetMembershipSchema }),
  z.object({ type: z.literal('change'), terminalId: terminalIdSchema, cityReachable: z.boolean() }),
]);
export type ToTerminals = z.infer<typeof toTerminalsSchema>;

export const fromTerminalsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connected'), terminalId: terminalIdSchema }),
  z.object({ type: z.literal('changed'), terminalId: terminalIdSchema, atMs: z.number() }),
]);
type FromTerminals = z.infer<typeof fromTerminalsSchema>;

const deviceClasses = [
  'id-card-reader',
  'code-scanner',
  'receipt-printer',
  'document-printer',
  'dispenser',
  'pickup-locker',
  'signature-pad',
  'power-relay',
] as const;

/** As long as a real one: eight devices, three of them with something that is counted. */
function statusOf(terminalId: string, cityReachable: boolean): TerminalStatus {
  const unit = {
    unitId: 'roll',
    kind: 'paper_roll',
    capacity: 300,
    count: 250,
    threshold: 30,
    level: 'ok',
  } as const;
  return {
    site: { zh: '示例街道社区事务受理服务中心', en: 'Example Subdistrict Service Centre' },
    terminalName: { zh: `自助终端 ${terminalId}`, en: `Terminal ${terminalId}` },
    place: { latitude: 31.2, longitude: 121.5 },
    outOfService: null,
    troubles: [],
    cityReachable,
    tasks: { count: 0, oldest: [] },
    devices: deviceClasses.map((deviceClass, index) => ({
      ...{ deviceClass, hostRuns: true, state: 'online', fault: null },
      storage: index % 3 === 2 ? [unit] : [],
    })),
  };
}

const agents = new Map<string, Agent>();

function say(message: FromTerminals): void {
  process.send?.(message);
}

function hear(message: ToTerminals): void {
  const { terminalId } = message;
  if (message.type === 'change') {
    say({ type: 'changed', terminalId, atMs: Date.now() });
    agents.get(terminalId)?.tellStatus(statusOf(terminalId, message.cityReachable));
    return;
  }
  const agent = startAgent({
    settings: { terminalId, dataDirectory: join(process.argv[2] ?? '', terminalId), fleet: message.fleet },
    clock: systemClock,
    versions: { program: 'bench', runtime: `node ${process.versions.node}`, system: process.platform },
    core: coreAway,
    write: ({ event }) => {
      if (event === 'fleet_connected') say({ type: 'connected', terminalId });
    },
  });
  agent.tellStatus(statusOf(terminalId, true));
  agents.set(terminalId, agent);
}

if (process.send) {
  process.on('message', (message) => hear(toTerminalsSchema.parse(message)));
  process.on('disconnect', () => process.exit(0));
}
