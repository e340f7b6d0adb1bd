import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex, type DuplexOptions } from 'node:stream';
import { PseudoTerminal } from '../../devices/bench/pseudo-terminal.ts';
import { SimulatorTransport } from '../../devices/recording/index.ts';
import type { DeviceSimulator, ReportSimulator } from '../../devices/simulator.ts';
import { putSimulatorsOnHid } from '../../devices/simulator-on-hid.ts';
import { SimulatorOnHidBridge } from '../../devices/simulator-on-hid-bridge.ts';
import { putSimulatorOnTcp } from '../../devices/simulator-on-tcp.ts';
import {
  HidTransport,
  makeTransport,
  type ReportLine,
  type Transport,
} from '../../devices/transport/index.ts';

/** What a hand can do to the plug of a unit. */
export interface Cable {
  unplug(): void | Promise<void>;
  plug(): void | Promise<void>;
  /** Another program holds the port, or lets it go; null where a port knows no holder. */
  setOccupied: ((occupied: boolean) => void | Promise<void>) | null;
}

export interface Lane<Way> {
  /** How a driver reaches the unit. */
  way: Way;
  /** The same for a host process; null where only this process can. */
  hostConfig: object | null;
  cable: Cable;
  end(): Promise<void>;
}

/** Within this process, without a socket. */
export function memoryLane(simulator: DeviceSimulator): Lane<Transport> {
  const transport = new SimulatorTransport(simulator);
  return { way: transport, hostConfig: null, cable: transport, end: async () => {} };
}

export async function tcpLane(simulator: DeviceSimulator): Promise<Lane<Transport>> {
  const cable = await putSimulatorOnTcp(simulator);
  const config = { kind: 'tcp', host: '127.0.0.1', port: cable.port } as const;
  return {
    way: makeTransport(config),
    hostConfig: { transport: config },
    cable: { unplug: cable.unplug, plug: cable.plug, setOccupied: null },
    end: cable.close,
  };
}

/** A pseudo-terminal, opened by the native serial port. */
export async function serialLane(simulator: DeviceSimulator): Promise<Lane<Transport>> {
  const tcp = await putSimulatorOnTcp(simulator);
  const directory = await mkdtemp(join(tmpdir(), 'fault-'));
  const link = join(directory, 'tty');
  const terminal = new PseudoTerminal({ link, tcpPort: tcp.port });
  await terminal.start();
  const config = { kind: 'serial', path: link, baudRate: 115_200 } as const;
  let release = async () => {};
  return {
    way: makeTransport(config),
    hostConfig: { transport: config },
    cable: {
      unplug: () => terminal.stop(),
      plug: () => terminal.start(),
      async setOccupied(occupied) {
        await release();
        release = async () => {};
        if (!occupied) return;
        const held = await makeTransport(config).open(new AbortController().signal);
        if (!held.ok) throw new Error(`the port cannot be held: ${held.error.detail}`);
        release = () => held.value.close();
      },
    },
    async end() {
      await release();
      await terminal.stop();
      await tcp.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const hidInfo = { vendorId: 0x10c4, productId: 0x0007, usagePage: 0xff00, usage: 1 };

/** The HID transport over the handle of a library that knows this unit alone. */
export function hidLane(unit: ReportSimulator): Lane<Transport<ReportLine>> {
  const bus = putSimulatorsOnHid(hidInfo, [unit]);
  return {
    way: new HidTransport({ ...hidInfo, library: bus.library }),
    hostConfig: null,
    cable: bus,
    end: async () => {},
  };
}

/** For a host process, which no fake handle reaches. */
export async function hidBridgeLane(unit: ReportSimulator): Promise<Lane<null>> {
  const cable = await putSimulatorOnTcp(new SimulatorOnHidBridge(unit));
  return {
    way: null,
    hostConfig: { transport: { kind: 'hid-bridge', host: '127.0.0.1', port: cable.port } },
    cable: { unplug: cable.unplug, plug: cable.plug, setOccupied: null },
    end: cable.close,
  };
}

/** A printer at an address of this machine. */
export async function ippLane(simulator: DeviceSimulator): Promise<Lane<null>> {
  const cable = await putSimulatorOnTcp(simulator);
  return {
    way: null,
    hostConfig: { uri: `ipp://127.0.0.1:${cable.port}/ipp/print` },
    cable: { unplug: cable.unplug, plug: cable.plug, setOccupied: null },
    end: cable.close,
  };
}

/** Connections for an HTTP client, without a socket. */
export function httpLane(simulator: DeviceSimulator): Lane<() => Duplex> {
  let plugged = true;
  const open = new Set<Duplex>();
  const connect = () => {
    if (!plugged) {
      const refused = socketOf({ write: (_chunk, _encoding, done) => done() });
      refused.connecting = true;
      queueMicrotask(() => refused.destroy(new Error('ECONNREFUSED')));
      return refused;
    }
    const toUnit: ((bytes: Uint8Array) => void)[] = [];
    const closed: (() => void)[] = [];
    const stream = socketOf({
      write(chunk: Buffer, _encoding, done) {
        for (const listener of toUnit) listener(Uint8Array.from(chunk));
        done();
      },
    });
    open.add(stream);
    stream.on('error', () => {});
    stream.once('close', () => {
      open.delete(stream);
      for (const listener of closed) listener();
    });
    simulator.attach({
      send: (bytes) => {
        if (!stream.destroyed) stream.push(bytes);
      },
      onData: (listener) => toUnit.push(listener),
      onClosed: (listener) => closed.push(listener),
    });
    return stream;
  };
  return {
    way: connect,
    hostConfig: null,
    cable: {
      unplug() {
        plugged = false;
        for (const stream of open) stream.destroy(new Error('ECONNRESET'));
      },
      plug() {
        plugged = true;
      },
      setOccupied: null,
    },
    end: async () => {},
  };
}

/** What an HTTP agent asks of a socket, on a stream that is none. */
function socketOf(options: Pick<DuplexOptions, 'write'>) {
  const stream = new Duplex({ read: () => {}, ...options });
  const socket = Object.assign(stream, {
    connecting: false,
    setKeepAlive: () => socket,
    setNoDelay: () => socket,
    setTimeout: () => socket,
    ref: () => socket,
    unref: () => socket,
  });
  return socket as Duplex & { connecting: boolean };
}
