import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { disturbed, LineDisturbance } from '../../devices/disturbance/index.ts';
import { SimulatedIdCardReader } from '../../devices/id-card-reader/index.ts';
import { putSimulatorOnTcp } from '../../devices/simulator-on-tcp.ts';
import { HostedDevice } from './hosted-device.ts';

const limitMs = 3000;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startReader() {
  const line = new LineDisturbance();
  const cable = await putSimulatorOnTcp(disturbed(new SimulatedIdCardReader(), line));
  ends.push(() => cable.close());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: cable.port };
  const host = new HostedDevice('id-card-reader', { driver: 'sam-v', transport });
  ends.push(() => host.stop());
  await host.ready();
  return { line, host };
}

function firstStatus(client: ReturnType<HostedDevice<'id-card-reader'>['connect']>) {
  return async (accept: (status: DeviceStatus) => boolean): Promise<DeviceStatus> => {
    for await (const status of await client.watchStatus()) if (accept(status)) return status;
    throw new Error('the host ended');
  };
}

describe('recovery of a device in its host', () => {
  it('reader frozen with its line open -> told within 3 s, every rung counted, back within 3 s after', async () => {
    const { line, host } = await startReader();
    const statusWhere = firstStatus(host.connect());
    await statusWhere(({ state }) => state === 'online');
    line.set({ dead: true });
    const frozenAtMs = performance.now();
    const told = await statusWhere(({ state }) => state === 'offline');
    expect(performance.now() - frozenAtMs).toBeLessThan(limitMs);
    expect(told.fault?.code).toBe('no_answer');
    const reopened = await statusWhere(({ recovery }) => (recovery?.counts.reopen_transport ?? 0) > 1);
    expect(reopened.recovery?.counts).toMatchObject({ ask_again: 2, reset: 2, restart_host: 0 });
    line.heal();
    const healedAtMs = performance.now();
    const back = await statusWhere(({ state }) => state === 'online');
    expect(performance.now() - healedAtMs).toBeLessThan(limitMs);
    expect(back.recovery?.rung).toBeNull();
  });

  it('reader silent on every line -> its host ends to be started anew, once, and still finds it later', async () => {
    const { line, host } = await startReader();
    line.set({ dead: true });
    await host.ready(2);
    expect(host.events).toContainEqual(expect.objectContaining({ exit: { code: 75, signal: null } }));
    const statusWhere = firstStatus(host.connect());
    const silent = await statusWhere(({ recovery }) => recovery?.rung === 'reopen_transport');
    expect(silent.recovery?.counts.restart_host).toBe(1);
    line.heal();
    await statusWhere(({ state }) => state === 'online');
    expect(host.starts).toBe(2);
  }, 60_000);
});
