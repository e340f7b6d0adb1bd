import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { err, ok } from '../../contract/result.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import type { ByteLine, Transport, TransportFailure } from '../transport/index.ts';
import { onlineStatus } from './connection-status.ts';
import { KeptConnection } from './kept-connection.ts';
import { noRecoveryMeans, type RecoveryMeans } from './recovery-ladder.ts';

const line: ByteLine = {
  write: async () => ok(undefined),
  onData: () => {},
  onLost: () => {},
  close: async () => {},
};

/** A device on a line that opens, or does not; it answers, or it does not. */
function makeDevice(options: { means?: Partial<RecoveryMeans>; mayRestartHost?: () => boolean } = {}) {
  const clock = new SteppedClock();
  const device = { answers: false, failure: null as TransportFailure | null, opened: 0, resetHelps: false };
  const transport: Transport = {
    description: 'a line of the test',
    open: async () => {
      device.opened += 1;
      return device.failure ? err(device.failure) : ok(line);
    },
  };
  const ask = async () => device.answers || null;
  const connection = new KeptConnection<DeviceStatus>({
    transport,
    clock,
    away: (status) => status,
    means: { ...noRecoveryMeans, ...options.means },
    mayRestartHost: options.mayRestartHost ?? (() => true),
    serve: async (_line, signal) => {
      const reset = async () => {
        device.answers ||= device.resetHelps;
        return ask();
      };
      const answer =
        (await ask()) ?? (await connection.askAgain(ask, signal)) ?? (await connection.reset(reset, signal));
      if (answer === null) return;
      connection.publish(onlineStatus);
      await new Promise<void>((resolve) => {
        silence = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    },
  });
  let silence = () => {};
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    device,
    connection,
    /** The device that answered does so no more. */
    fallSilent: async () => {
      device.answers = false;
      silence();
      await settle();
    },
    start: async () => {
      connection.start();
      await settle();
    },
    stop: async () => {
      const stopped = connection.stop();
      await settle();
      clock.advance(10_000);
      await stopped;
    },
    /** So many more attempts to reopen. */
    attempts: async (count: number) => {
      for (let attempt = 0; attempt < count; attempt++) {
        clock.advance(2000);
        await settle();
      }
    },
    recovery: () => connection.status.value.recovery,
  };
}

describe('recovery ladder', () => {
  it('device answers from the start -> nothing was needed, and the status says no word of recovery', async () => {
    const { device, start, connection, stop } = makeDevice();
    device.answers = true;
    await start();
    expect(connection.status.value).toEqual({ state: 'online', fault: null });
    await stop();
  });

  it('device wedged until it is reset -> asked again, reset, back in service on the same line', async () => {
    const { device, start, connection, stop } = makeDevice();
    device.resetHelps = true;
    await start();
    expect(connection.status.value).toMatchObject({
      state: 'online',
      recovery: { rung: null, counts: { ask_again: 1, reset: 1, reopen_transport: 0 } },
    });
    expect(device.opened).toBe(1);
    await stop();
  });

  it('device silent for long -> reopened, the host restarted once, the power cycled, then out of service', async () => {
    const steps: string[] = [];
    const { start, attempts, recovery, stop } = makeDevice({
      means: {
        restartHost: () => steps.push('restart'),
        relay: {
          cycle: async () => {
            steps.push('cycle');
            return true;
          },
        },
      },
    });
    await start();
    expect(recovery()).toMatchObject({ rung: 'reopen_transport' });
    await attempts(4);
    expect(recovery()).toMatchObject({ rung: 'restart_host', counts: { reopen_transport: 5 } });
    await attempts(5);
    expect(recovery()).toMatchObject({ rung: 'power_cycle' });
    await attempts(15);
    expect(recovery()).toMatchObject({
      rung: 'out_of_service',
      counts: { restart_host: 1, power_cycle: 1, out_of_service: 1, reopen_transport: 25 },
    });
    expect(steps).toEqual(['restart', 'cycle']);
    await stop();
  });

  it('repaired after it was given up -> back by itself, and the next outage begins at the bottom', async () => {
    let restarts = 0;
    const { device, start, attempts, connection, recovery, fallSilent, stop } = makeDevice({
      means: { restartHost: () => restarts++ },
    });
    await start();
    await attempts(12);
    expect(recovery()?.rung).toBe('out_of_service');
    device.answers = true;
    await attempts(1);
    expect(connection.status.value).toMatchObject({ state: 'online', recovery: { rung: null } });
    await fallSilent();
    expect(recovery()?.rung).toBe('reopen_transport');
    await attempts(5);
    expect(restarts).toBe(2);
    await stop();
  });

  it('host started anew for this silence -> not again until the device has answered', async () => {
    let restarts = 0;
    const { start, attempts, recovery, stop } = makeDevice({
      means: { restartHost: () => restarts++, restartsBefore: 1 },
    });
    await start();
    await attempts(12);
    expect(restarts).toBe(0);
    expect(recovery()).toMatchObject({ rung: 'out_of_service', counts: { restart_host: 1 } });
    await stop();
  });

  it('a slip is not yet confirmed -> the host that alone knows of it is not restarted', async () => {
    let restarts = 0;
    let unconfirmed = true;
    const { start, attempts, stop } = makeDevice({
      means: { restartHost: () => restarts++ },
      mayRestartHost: () => !unconfirmed,
    });
    await start();
    await attempts(12);
    expect(restarts).toBe(0);
    unconfirmed = false;
    await attempts(5);
    expect(restarts).toBe(1);
    await stop();
  });

  it('relay does not obey -> out of service at once, and the line is still reopened', async () => {
    const { device, start, attempts, recovery, connection, stop } = makeDevice({
      means: { relay: { cycle: async () => false } },
    });
    await start();
    await attempts(4);
    expect(recovery()).toMatchObject({
      rung: 'out_of_service',
      counts: { power_cycle: 1, out_of_service: 1 },
    });
    device.answers = true;
    await attempts(1);
    expect(connection.status.value.state).toBe('online');
    await stop();
  });

  it('a slip is not yet confirmed and its port is gone -> the power that keeps its proof is not cut', async () => {
    let cuts = 0;
    let unconfirmed = true;
    const relay = {
      cycle: async () => {
        cuts += 1;
        return true;
      },
    };
    const { device, start, attempts, stop } = makeDevice({
      means: { relay },
      mayRestartHost: () => !unconfirmed,
    });
    device.failure = { kind: 'not_found', detail: 'ENOENT' };
    await start();
    await attempts(12);
    expect(cuts).toBe(0);
    unconfirmed = false;
    await attempts(5);
    expect(cuts).toBe(1);
    await stop();
  });

  it('device unplugged -> never a restart for it, and back as soon as it is plugged in', async () => {
    let restarts = 0;
    const { device, start, attempts, connection, recovery, stop } = makeDevice({
      means: { restartHost: () => restarts++ },
    });
    device.failure = { kind: 'not_found', detail: 'ENOENT' };
    await start();
    await attempts(12);
    expect(restarts).toBe(0);
    expect(connection.status.value.state).toBe('no_device');
    expect(recovery()?.rung).toBe('out_of_service');
    device.failure = null;
    device.answers = true;
    await attempts(1);
    expect(connection.status.value.state).toBe('online');
    await stop();
  });
});
