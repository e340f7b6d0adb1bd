import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../contract/clock.ts';

const host = '127.0.0.1';

export interface Conditions {
  reachable: boolean;
  delayMs: number;
}

/** The city's public door, which can really be shut and opened again on the same port. */
export interface PublicServer {
  baseUrl: string;
  /** Resolves when the socket is listening or gone. Answers held back so far go out when the delay changes. */
  setConditions(conditions: Conditions): Promise<void>;
  /** To be awaited between an act and its answer. */
  holdAnswer(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPublicServer(options: {
  port: number;
  clock: Clock;
  listener: RequestListener;
}): Promise<PublicServer> {
  const server = createServer(options.listener);
  const port = await listen(server, options.port);
  const held = new Set<() => void>();
  let delayMs = 0;
  let changing: Promise<void> = Promise.resolve();

  function releaseHeld(): void {
    for (const release of held) release();
    held.clear();
  }

  async function change(conditions: Conditions): Promise<void> {
    if (!conditions.reachable) await shut(server);
    delayMs = conditions.delayMs;
    releaseHeld();
    if (conditions.reachable && !server.listening) await listen(server, port);
  }

  return {
    baseUrl: `http://${host}:${port}`,
    setConditions(conditions) {
      const next = changing.then(() => change(conditions));
      changing = next.catch(() => {});
      return next;
    },
    holdAnswer() {
      if (delayMs === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const release = (): void => {
          cancel();
          held.delete(release);
          resolve();
        };
        const cancel = options.clock.after(delayMs, release);
        held.add(release);
      });
    },
    async stop() {
      await changing;
      await shut(server);
      releaseHeld();
    },
  };
}

/** Listens on loopback and gives the port. Rejects with Node's error, such as EADDRINUSE. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops listening and cuts every connection, also one in the middle of an answer. */
export function shut(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
