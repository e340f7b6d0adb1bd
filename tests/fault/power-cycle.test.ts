import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../contract/clock.ts';
import type { codeScannerContract, idCardReaderContract } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { devicesConfigSchema } from '../../contract/terminal-config.ts';
import { type RunningBench, startBench } from '../../devices/bench/index.ts';
import { connectRpc } from '../../link/index.ts';
import { startDeviceHosts } from '../../main/process/device-hosts.ts';
import { Supervisor } from '../../main/process/supervisor.ts';
import { type NodeChild, NodePlatform } from '../../main/shell/node/node-platform.ts';

const hostProgram = fileURLToPath(new URL('../../devices/host/entry.ts', import.meta.url));

const startLimitMs = 60_000;

type WatchStatus = () => Promise<AsyncIterable<DeviceStatus>>;

describe('a device whose program hangs on an open line', () => {
  let directory: string;
  let bench: RunningBench;
  let supervisor: Supervisor<NodeChild>;
  /** Wakes whoever waits for the next process to start or end. */
  let wake = () => {};

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'budayang-power-'));
    bench = await startBench({ outputDirectory: directory, pseudoTerminals: false });
    const at = (device: keyof typeof bench.ready.devices) => {
      const { tcpPort } = bench.ready.devices[device] ?? { tcpPort: 0 };
      return { kind: 'tcp', host: '127.0.0.1', port: tcpPort };
    };
    const devices = devicesConfigSchema.parse({
      'id-card-reader': { driver: 'sam-v', transport: at('id-card-reader') },
      'code-scanner': { driver: 'serial-scanner', transport: at('code-scanner') },
      'power-relay': {
        driver: 'modbus-relay',
        transport: at('power-relay'),
        offMs: 500,
        outlets: { 'id-card-reader': 1 },
      },
    });
    supervisor = new Supervisor(new NodePlatform(), systemClock, () => wake());
    startDeviceHosts(supervisor, devices, hostProgram)();
  }, startLimitMs);

  afterAll(async () => {
    await supervisor?.stop(3000);
    await bench?.stop();
    await rm(directory, { recursive: true });
  });

  /** The first status that fits, over restarts of the host. */
  async function statusWhere(
    deviceClass: string,
    fits: (status: DeviceStatus) => boolean,
    signal: AbortSignal,
  ): Promise<DeviceStatus> {
    while (!signal.aborted) {
      const child = supervisor.readyChild(`device:${deviceClass}`);
      const client =
        child &&
        connectRpc<typeof idCardReaderContract | typeof codeScannerContract>(child.openPort('device'));
      try {
        const watch = client?.watchStatus as WatchStatus | undefined;
        for await (const status of (await watch?.()) ?? []) if (fits(status)) return status;
      } catch {
        // The host ended: the next one is asked.
      }
      if (supervisor.readyChild(`device:${deviceClass}`) !== child) continue;
      await new Promise<void>((resolve) => {
        const before = wake;
        wake = () => {
          before();
          resolve();
        };
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    throw new Error(`${deviceClass} never had that status`);
  }

  it('with a relay -> its power is cut and it serves again; without one -> out of service, told as such', async ({
    signal,
  }) => {
    const isOnline = ({ state }: DeviceStatus) => state === 'online';
    await statusWhere('id-card-reader', isOnline, signal);
    await statusWhere('code-scanner', isOnline, signal);
    await statusWhere('power-relay', isOnline, signal);
    await bench.bench.device.hang({ device: 'id-card-reader' });
    await bench.bench.device.hang({ device: 'code-scanner' });

    const [back, lost] = await Promise.all([
      statusWhere(
        'id-card-reader',
        (status) => isOnline(status) && status.recovery?.counts.power_cycle === 1,
        signal,
      ),
      statusWhere('code-scanner', ({ recovery }) => recovery?.rung === 'out_of_service', signal),
    ]);
    expect(back.recovery).toMatchObject({ rung: null, counts: { restart_host: 1, out_of_service: 0 } });
    expect(lost).toMatchObject({
      state: 'offline',
      recovery: { counts: { restart_host: 1, power_cycle: 0, out_of_service: 1 } },
    });

    const ledger = await bench.bench.readLedger();
    const power = ledger.filter(({ type }) => type === 'power_cut' || type === 'power_restored');
    expect(power).toMatchObject([
      { type: 'power_cut', device: 'id-card-reader' },
      { type: 'power_restored', device: 'id-card-reader' },
    ]);
    const { devices } = await bench.bench.readState();
    expect(devices.find(({ device }) => device === 'id-card-reader')).toMatchObject({
      power: 'on',
      hung: false,
    });
    expect(devices.find(({ device }) => device === 'code-scanner')).toMatchObject({ hung: true });
  }, 150_000);
});
