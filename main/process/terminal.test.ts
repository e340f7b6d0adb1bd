import { describe, expect, it } from 'vitest';
import { terminalConfigSchema } from '../../contract/terminal-config.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import type { ChildHandle, ChildSpec } from './platform.ts';
import { startTerminal } from './terminal.ts';

const tcp = (port: number) => ({ kind: 'tcp', host: '127.0.0.1', port });
const config = terminalConfigSchema.parse({
  terminalId: 'TEST-001',
  site: { zh: '示例网点', en: 'Example site' },
  terminalName: { zh: '1号机', en: 'Terminal 1' },
  helpPhone: '12345',
  devices: {
    'id-card-reader': { driver: 'sam-v', transport: tcp(1) },
    door: { driver: 'modbus-relay', transport: tcp(2) },
    'power-relay': { driver: 'modbus-relay', transport: tcp(3), outlets: { 'id-card-reader': 1 } },
  },
  city: { baseUrl: 'http://127.0.0.1:4630' },
  catalogDirectory: 'catalog',
  dataDirectory: 'out/data',
});

/** Processes that become ready when they are told to. */
function start(configured = config) {
  const specs: ChildSpec[] = [];
  const joins: string[] = [];
  const ready = new Map<string, () => void>();
  const platform = {
    spawn(spec: ChildSpec): ChildHandle {
      specs.push(spec);
      return {
        name: spec.name,
        pid: specs.length,
        onReady: (listener) => ready.set(spec.name, listener),
        onRefused: () => {},
        onRestartAsked: () => {},
        onHeartbeat: () => {},
        onExit: () => {},
        stop: () => {},
        kill: () => {},
      };
    },
    join: (left: { child: ChildHandle; purpose: string }, right: { child: ChildHandle; purpose: string }) =>
      void joins.push(`${left.child.name} ${left.purpose} - ${right.child.name} ${right.purpose}`),
  };
  const programs = {
    core: '/core.mjs',
    precheck: '/precheck.mjs',
    deviceHost: '/device-host.mjs',
    fleetAgent: '/fleet-agent.mjs',
  };
  const clock = new SteppedClock();
  startTerminal({ platform, config: configured, programs, clock, report: () => {} });
  const becomeReady = (name: string) => ready.get(name)?.();
  return { specs, joins, clock, becomeReady, names: () => specs.map(({ name }) => name) };
}

describe('the processes of a terminal', () => {
  it('what no first screen needs waits until the core serves, so that it serves sooner; once each', () => {
    const { names, becomeReady } = start();
    expect(names()).toEqual(['core', 'device:id-card-reader']);
    becomeReady('core');
    becomeReady('core');
    expect(names().slice(2)).toEqual(['device:door', 'device:power-relay', 'precheck']);
  });

  it('a core that takes longer than the others wait for it -> they are started without it, and not a second time', () => {
    const { names, becomeReady, clock } = start();
    clock.advance(20_000);
    expect(names().slice(2)).toEqual(['device:door', 'device:power-relay', 'precheck']);
    becomeReady('core');
    expect(names()).toHaveLength(5);
  });

  it('a terminal of no fleet runs no agent; one of a fleet starts it after the core, so that it delays nobody', () => {
    const alone = start();
    alone.becomeReady('core');
    expect(alone.names()).not.toContain('fleet-agent');
    const enrolmentUrl = 'https://127.0.0.1:4641';
    const fleet = { enrolmentUrl, authorityFingerprint: '0'.repeat(64) };
    const watched = start({ ...config, fleet });
    expect(watched.names()).not.toContain('fleet-agent');
    watched.becomeReady('core');
    watched.becomeReady('fleet-agent');
    expect(watched.names().at(-1)).toBe('fleet-agent');
    expect(watched.joins).toContain('core fleet - fleet-agent core');
  });

  it('device on a relay -> its host reaches its own outlet and no other; a device on none knows of none', () => {
    const { specs, joins, becomeReady } = start();
    for (const name of ['core', 'device:id-card-reader', 'device:door', 'device:power-relay'])
      becomeReady(name);
    expect(joins.filter((join) => join.includes('outlet'))).toEqual([
      'device:id-card-reader power - device:power-relay outlet:id-card-reader',
    ]);
    const knows = specs.filter(({ environment }) => 'BUDAYANG_POWER_RELAY' in environment);
    expect(knows.map(({ name }) => name)).toEqual(['device:id-card-reader']);
  });
});
