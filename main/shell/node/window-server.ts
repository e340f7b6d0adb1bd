import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import { WebSocket, WebSocketServer } from 'ws';
import { contentSecurityPolicy } from '../window-policy.ts';

/** Close codes of the window's line, in the range kept for applications (RFC 6455 section 7.4.2). */
export const closeCodes = { coreGone: 4001, windowTaken: 4002 } as const;

const largestMessageBytes = 16 * 1024 * 1024;

export interface WindowServer {
  /** With the token in the fragment, which no server and no log ever sees. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the window's files on the loopback interface and its line to the core. The line needs the
 * token, the page's own origin, and that no other window holds it.
 */
export async function startWindowServer(options: {
  kioskDirectory: string;
  port: number;
  token: string;
  /** Gets an open line; returns false while the core does not serve. */
  connectToCore: (socket: WebSocket) => boolean;
}): Promise<WindowServer> {
  const files = sirv(options.kioskDirectory, {
    setHeaders: (response) => {
      response.setHeader('Content-Security-Policy', contentSecurityPolicy);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Cache-Control', 'no-store');
    },
  });
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.statusCode = 404;
      response.end();
    });
  });
  await listen(server, options.port);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes });
  let holder: WebSocket | null = null;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isOurWindow(request, origin, options.token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      if (holder && holder.readyState !== WebSocket.CLOSED) {
        opened.close(closeCodes.windowTaken, 'another window is open');
        return;
      }
      holder = opened;
      opened.on('close', () => {
        if (holder === opened) holder = null;
      });
      if (!options.connectToCore(opened)) opened.close(closeCodes.coreGone, 'core restarting');
    });
  });

  return {
    url: `${origin}/#token=${options.token}`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function isOurWindow(request: IncomingMessage, origin: string, token: string): boolean {
  const url = new URL(request.url ?? '/', origin);
  const given = Buffer.from(url.searchParams.get('token') ?? '');
  const wanted = Buffer.from(token);
  return (
    url.pathname === '/rpc' &&
    request.headers.origin === origin &&
    given.length === wanted.length &&
    timingSafeEqual(given, wanted)
  );
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
