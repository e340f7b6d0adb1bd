import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { DeviceSimulator } from './simulator.ts';

/** A simulated unit behind a TCP port of this machine, with a cable that can be pulled. */
export interface SimulatorOnTcp {
  readonly port: number;
  /** The port is gone and open connections break. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Connections stay, and nothing passes any more in either direction. */
  freeze(): void;
  close(): Promise<void>;
}

/** `port` 0 takes any free one and keeps it over `unplug` and `plug`. */
export async function putSimulatorOnTcp(simulator: DeviceSimulator, port = 0): Promise<SimulatorOnTcp> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let boundPort = port;
  const frozen = new WeakSet<Socket>();

  const plug = async () => {
    if (server) return;
    server = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => sockets.delete(socket));
      simulator.attach({
        send: (bytes) => {
          if (!frozen.has(socket) && !socket.destroyed) socket.write(bytes);
        },
        onData: (listener) =>
          socket.on('data', (bytes) => {
            if (!frozen.has(socket)) listener(bytes);
          }),
        onClosed: (listener) => socket.once('close', listener),
      });
    });
    server.listen(boundPort, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') boundPort = address.port;
  };
  const unplug = async () => {
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    server = undefined;
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  await plug();
  return {
    get port() {
      return boundPort;
    },
    unplug,
    plug,
    freeze: () => {
      for (const socket of sockets) frozen.add(socket);
    },
    close: unplug,
  };
}
