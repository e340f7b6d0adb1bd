import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../contract/clock.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { PseudoTerminal } from '../bench/pseudo-terminal.ts';
import { KeptConnection, noRecoveryMeans } from '../host/index.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import type { CharacterDevice } from './character-device.ts';
import type { ByteLine } from './port.ts';
import { UsbPrinterTransport } from './usb-printer.ts';

const never = new AbortController().signal;
const path = '/dev/usb/lp0';
const hangs = () => new Promise<never>(() => {});

/** A device file as the kernel behaves, or misbehaves. */
class PlayedDevice implements CharacterDevice {
  present = true;
  closed = false;
  written = Buffer.alloc(0);
  /** So many bytes are taken at once; 0 while the printer takes none. */
  takes = 64;
  toRead: (Uint8Array | null)[] = [];
  async read(): Promise<Uint8Array | null> {
    return this.toRead.shift() ?? null;
  }
  async write(bytes: Uint8Array): Promise<number> {
    const taken = bytes.subarray(0, this.takes);
    this.written = Buffer.concat([this.written, taken]);
    return taken.length;
  }
  async isPresent(): Promise<boolean> {
    return this.present;
  }
  async close(): Promise<void> {
    this.closed = true;
  }
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function transportTo(openDevice: () => Promise<CharacterDevice>) {
  return new UsbPrinterTransport({ path, callDeadlineMs: 30, writeDeadlineMs: 40, openDevice });
}

async function openLine(transport: UsbPrinterTransport): Promise<ByteLine> {
  const opened = await transport.open(never);
  if (!opened.ok) throw new Error(opened.error.detail);
  ends.push(() => opened.value.close());
  return opened.value;
}

function lossesOf(line: ByteLine): string[] {
  const losses: string[] = [];
  line.onLost((failure) => losses.push(failure.detail));
  return losses;
}

describe('USB printer device', () => {
  it('printer takes a slip in small pieces -> all of it arrives, in order', async () => {
    const device = new PlayedDevice();
    const line = await openLine(transportTo(async () => device));
    const slip = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
    expect(await line.write(slip)).toEqual({ ok: true, value: undefined });
    expect(device.written.equals(slip)).toBe(true);
  });

  it('printer takes nothing (paper out) -> a timeout and no loss; takes again -> the rest goes out once', async () => {
    const device = new PlayedDevice();
    const line = await openLine(transportTo(async () => device));
    const losses = lossesOf(line);
    device.takes = 0;
    expect(await line.write(Buffer.from('slip'))).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    expect(losses).toEqual([]);
    device.takes = 64;
    await expect.poll(() => device.written.toString()).toBe('slip');
  });

  it('empty packets between answers -> no end of the line', async () => {
    const device = new PlayedDevice();
    const empty = new Uint8Array(0);
    device.toRead = [empty, Uint8Array.of(1), null, empty, Uint8Array.of(2, 3)];
    const line = await openLine(transportTo(async () => device));
    const losses = lossesOf(line);
    const received: number[] = [];
    line.onData((bytes) => received.push(...bytes));
    await expect.poll(() => received).toEqual([1, 2, 3]);
    expect(losses).toEqual([]);
  });

  it.each(['ENODEV', 'EIO'])('unplugged, the system says %s -> lost', async (code) => {
    const device = new PlayedDevice();
    const line = await openLine(transportTo(async () => device));
    const losses = lossesOf(line);
    device.read = async () => Promise.reject(Object.assign(new Error(code), { code }));
    await expect.poll(() => losses).toEqual([code]);
    expect(device.closed).toBe(true);
  });

  it('unplugged without a word, only its file is gone -> lost', async () => {
    const device = new PlayedDevice();
    const line = await openLine(transportTo(async () => device));
    const losses = lossesOf(line);
    device.present = false;
    await expect.poll(() => losses).toEqual(['the device is not plugged in any more']);
  });

  it.each(['read', 'write'] as const)(
    'a %s the system never comes back from -> lost; while the device stays held -> busy, so that the host is restarted',
    async (call) => {
      const device = new PlayedDevice();
      let letGo = () => {};
      device.close = () =>
        new Promise<void>((resolve) => {
          letGo = resolve;
        });
      const transport = transportTo(async () => device);
      const line = await openLine(transport);
      const losses = lossesOf(line);
      device[call] = hangs;
      line.write(Uint8Array.of(1)).catch(() => {});
      await expect.poll(() => losses).toEqual([`the system did not come back from ${call} within 30 ms`]);
      await line.close();
      expect(await transport.open(never)).toMatchObject({ ok: false, error: { kind: 'busy' } });
      letGo();
      await expect.poll(async () => (await transport.open(never)).ok).toBe(true);
    },
  );

  it('a device that stays held by a call that never returns -> its host is started anew, which alone lets it go', async () => {
    const device = new PlayedDevice();
    device.read = hangs;
    device.close = hangs;
    const clock = new SteppedClock();
    let restarts = 0;
    const connection = new KeptConnection<DeviceStatus>({
      transport: transportTo(async () => device),
      clock,
      away: (status) => status,
      means: { ...noRecoveryMeans, restartHost: () => restarts++ },
      serve: async (line) => new Promise<void>((resolve) => line.onLost(() => resolve())),
    });
    connection.start();
    ends.push(() => {
      const stopped = connection.stop();
      clock.advance(10_000);
      return stopped;
    });
    await expect
      .poll(() => {
        clock.advance(2000);
        return restarts;
      })
      .toBe(1);
    expect(connection.status.value.fault?.code).toBe('port_busy');
  });

  it('an open that never returns -> busy by its deadline; opened after all -> closed again', async () => {
    const device = new PlayedDevice();
    let opens: (device: CharacterDevice) => void = () => {};
    const transport = transportTo(
      () =>
        new Promise((resolve) => {
          opens = resolve;
        }),
    );
    expect(await transport.open(never)).toMatchObject({ ok: false, error: { kind: 'busy' } });
    expect(await transport.open(never)).toMatchObject({
      error: { detail: expect.stringContaining('earlier call') },
    });
    opens(device);
    await expect.poll(() => device.closed).toBe(true);
  });

  it.each([
    ['held by another program', 'EBUSY', 'busy'],
    ['not allowed for this user', 'EACCES', 'busy'],
    ['not there', 'ENOENT', 'not_found'],
  ])('%s (%s) -> %s', async (_what, code, kind) => {
    const transport = transportTo(async () => Promise.reject(Object.assign(new Error(code), { code })));
    expect(await transport.open(never)).toEqual({ ok: false, error: { kind, detail: code } });
  });

  it('a real device file silent for longer than any call may take -> no call waits in it, and the late answer is read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'usb-printer-'));
    ends.push(() => rm(folder, { recursive: true }));
    const callDeadlineMs = 500;
    const unit = await putSimulatorOnTcp({
      attach: (line) =>
        line.onData((bytes) => {
          systemClock.after(4 * callDeadlineMs, () => line.send(bytes));
        }),
    });
    ends.push(unit.close);
    const file = join(folder, 'lp0');
    const terminal = new PseudoTerminal({ link: file, tcpPort: unit.port });
    await terminal.start();
    ends.push(() => terminal.stop());
    const line = await openLine(new UsbPrinterTransport({ path: file, callDeadlineMs }));
    const losses = lossesOf(line);
    const answer = new Promise<string>((resolve) => {
      line.onData((bytes) => resolve(Buffer.from(bytes).toString()));
    });
    await line.write(Buffer.from('?'));
    expect(await Promise.race([answer, new Promise((resolve) => line.onLost(resolve))])).toBe('?');
    expect(losses).toEqual([]);
  });

  it('the path leads to a plain file -> refused, nothing is written into it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'usb-printer-'));
    ends.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'lp0');
    await writeFile(file, '');
    expect(await new UsbPrinterTransport({ path: file }).open(never)).toMatchObject({
      ok: false,
      error: { kind: 'not_found', detail: `${file} is not a character device` },
    });
  });
});
