import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openCharacterDevice } from './character-device.ts';
import { makeTransport } from './index.ts';
import type { ByteLine, Transport, TransportFailure } from './port.ts';

/** A device that echoes, on a line of the kind under test. */
interface EchoDevice {
  transport: Transport;
  received: Buffer[];
  /** The line is gone, as when a cable is pulled. */
  cut(): Promise<void>;
  /** The line can be opened again; what the device gets from now on is in `received`. */
  restore(): Promise<void>;
  end(): Promise<void>;
}

async function echoOverTcp(): Promise<EchoDevice> {
  const received: Buffer[] = [];
  let sockets: Socket[] = [];
  let port = 0;
  let server: Server;
  const listen = async () => {
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        received.push(bytes);
        socket.write(bytes);
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as { port: number }).port;
  };
  const cut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    sockets = [];
    await closed;
  };
  await listen();
  return {
    transport: makeTransport({ kind: 'tcp', host: '127.0.0.1', port }),
    received,
    cut,
    restore: listen,
    end: cut,
  };
}

async function joinPseudoTerminals(hostPath: string, devicePath: string): Promise<ChildProcess> {
  const socat = spawn('socat', [`PTY,link=${hostPath},raw,echo=0`, `PTY,link=${devicePath},raw,echo=0`]);
  await expect
    .poll(() =>
      stat(devicePath).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  return socat;
}

async function endProcess(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

async function echoOverPty(kind: 'serial' | 'usb-printer' = 'serial'): Promise<EchoDevice> {
  const folder = await mkdtemp(join(tmpdir(), 'transport-'));
  const hostPath = join(folder, 'host');
  const devicePath = join(folder, 'device');
  const received: Buffer[] = [];
  let socat: ChildProcess;
  let device: ByteLine;
  const start = async () => {
    socat = await joinPseudoTerminals(hostPath, devicePath);
    const opened = await makeTransport({ kind: 'serial', path: devicePath, baudRate: 115200 }).open(signal);
    if (!opened.ok) throw new Error(opened.error.detail);
    device = opened.value;
    device.onData((bytes) => {
      received.push(Buffer.from(bytes));
      device.write(bytes).catch(() => {});
    });
  };
  const cut = async () => {
    await endProcess(socat);
    await device.close();
  };
  await start();
  const config =
    kind === 'serial'
      ? ({ kind, path: hostPath, baudRate: 115200 } as const)
      : ({ kind, path: hostPath } as const);
  return {
    transport: makeTransport(config),
    received,
    cut,
    restore: start,
    end: async () => {
      await cut();
      await rm(folder, { recursive: true });
    },
  };
}

const signal = AbortSignal.timeout(60_000);

async function openLine(transport: Transport): Promise<ByteLine> {
  const opened = await transport.open(signal);
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe.each([
  ['tcp', echoOverTcp],
  ['serial', () => echoOverPty()],
  ['usb-printer', () => echoOverPty('usb-printer')],
])('%s line', (_name, makeEcho) => {
  it('carries every byte both ways, in order', async () => {
    const device = await makeEcho();
    ends.push(device.end);
    const line = await openLine(device.transport);
    ends.push(() => line.close());
    const sent = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
    const pieces: Uint8Array[] = [];
    line.onData((bytes) => pieces.push(bytes));
    expect(await line.write(sent)).toEqual({ ok: true, value: undefined });
    await expect.poll(() => Buffer.concat(pieces).length).toBe(sent.length);
    expect(Buffer.concat(pieces).equals(sent)).toBe(true);
  });

  it('cable pulled while nobody reads -> the loss is told all the same, once', async () => {
    const device = await makeEcho();
    const line = await openLine(device.transport);
    ends.push(() => line.close());
    const losses: TransportFailure[] = [];
    line.onLost((failure) => losses.push(failure));
    await device.cut();
    await expect.poll(() => losses).toMatchObject([{ kind: 'lost' }]);
    expect(await line.write(Uint8Array.of(1))).toMatchObject({ ok: false, error: { kind: 'lost' } });
    expect(losses).toHaveLength(1);
  });

  it('a command written while the cable was out -> never reaches the device later', async () => {
    const device = await makeEcho();
    const old = await openLine(device.transport);
    const lost = new Promise((resolve) => old.onLost(resolve));
    await device.cut();
    await lost;
    expect(await old.write(Buffer.from('OPEN-DOOR'))).toMatchObject({ ok: false });
    await device.restore();
    ends.push(device.end);
    const line = await openLine(device.transport);
    ends.push(() => line.close());
    expect(await line.write(Buffer.from('hello'))).toMatchObject({ ok: true });
    await expect.poll(() => Buffer.concat(device.received).toString()).toBe('hello');
  });

  it('device not there, or cancelled -> a failure, not a wait', async () => {
    const device = await makeEcho();
    await device.cut();
    expect(await device.transport.open(signal)).toMatchObject({ ok: false, error: { kind: 'not_found' } });
    expect(await device.transport.open(AbortSignal.abort())).toMatchObject({ ok: false });
  });

  it('closed by the driver -> no loss is told and later writes are refused', async () => {
    const device = await makeEcho();
    ends.push(device.end);
    const line = await openLine(device.transport);
    const losses: TransportFailure[] = [];
    line.onLost((failure) => losses.push(failure));
    await line.close();
    expect(await line.write(Uint8Array.of(1))).toMatchObject({ ok: false });
    expect(losses).toEqual([]);
  });
});

it('serial port held by another program -> busy', async () => {
  const device = await echoOverPty();
  ends.push(device.end);
  const line = await openLine(device.transport);
  ends.push(() => line.close());
  expect(await device.transport.open(signal)).toMatchObject({ ok: false, error: { kind: 'busy' } });
});

describe('serial port', () => {
  it('a printer speaks up while a long slip waits for room in it -> the rest of the slip goes out all the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'transport-'));
    ends.push(() => rm(folder, { recursive: true }));
    const hostPath = join(folder, 'host');
    const devicePath = join(folder, 'device');
    const socat = await joinPseudoTerminals(hostPath, devicePath);
    ends.push(() => endProcess(socat));
    const line = await openLine(makeTransport({ kind: 'serial', path: hostPath, baudRate: 115200 }));
    ends.push(() => line.close());
    const printer = await openCharacterDevice(devicePath);
    ends.push(() => printer.close());
    const slip = new Uint8Array(1_000_000);
    const written = line.write(slip);
    let printed = 0;
    await expect
      .poll(
        async () => {
          for (let bytes = await printer.read(); bytes?.length; bytes = await printer.read()) {
            printed += bytes.length;
            if (printed < slip.length / 2) await printer.write(Uint8Array.of(0x12));
          }
          return printed;
        },
        { interval: 1 },
      )
      .toBe(slip.length);
    expect(await written).toEqual({ ok: true, value: undefined });
  });
});
