import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import type { BenchRouter } from './control-router.ts';

/** What the control serves as files next to the page. */
export interface DrawnFiles {
  /** As the camera sees it, small; null for an unknown id. */
  pictureJpeg(pictureId: string): Promise<Uint8Array | null>;
  paperSvg(paperId: number): string | null;
  paperPng(paperId: number): Promise<Uint8Array | null>;
  documentPdf(documentId: number): Uint8Array | null;
}

export interface ControlServerOptions {
  port: number;
  router: BenchRouter;
  files: DrawnFiles;
  /** The built page; the control works without it. */
  pageDirectory: string;
  onFailure: (error: unknown) => void;
}

export interface ControlServer {
  /** `http://127.0.0.1:<port>/` */
  url: string;
  stop(): Promise<void>;
}

const largestMessageBytes = 1024 * 1024;

/** The page, the drawn files and, at `/rpc`, the control over WebSocket; all on 127.0.0.1. */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const page = sirv(options.pageDirectory, { dev: true });
  const server = createServer((request, response) => {
    if (!isAddressedToUs(request)) {
      answer(response, 403);
      return;
    }
    serveDrawn(request, response, options.files).then((served) => {
      if (!served) page(request, response, () => answer(response, 404));
    }, options.onFailure);
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;

  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes });
  const handler = new RPCHandler(options.router, {
    interceptors: [
      onError((error) => {
        if (!(error instanceof ORPCError)) options.onFailure(error);
      }),
    ],
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isAddressedToUs(request) || !isOurPageOrNoPage(request) || request.url !== '/rpc') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      handler.upgrade(opened, { context: {} }).catch(options.onFailure);
    });
  });

  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A foreign name that was made to point at this machine is not ours. */
function isAddressedToUs(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '');
}

/** Browsers name the page that asks; programs send no origin. */
function isOurPageOrNoPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}

async function serveDrawn(
  request: IncomingMessage,
  response: ServerResponse,
  files: DrawnFiles,
): Promise<boolean> {
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
  const paper = /^\/papers\/(\d{1,9})\.(svg|png)$/.exec(path);
  const picture = /^\/pictures\/([a-z0-9-]{1,80})\.jpg$/.exec(path);
  const document = /^\/documents\/(\d{1,9})\.pdf$/.exec(path);
  if (document) {
    send(response, 'application/pdf', files.documentPdf(Number(document[1])));
  } else if (paper) {
    const paperId = Number(paper[1]);
    if (paper[2] === 'svg') send(response, 'image/svg+xml; charset=utf-8', files.paperSvg(paperId));
    else send(response, 'image/png', await files.paperPng(paperId));
  } else if (picture?.[1]) {
    send(response, 'image/jpeg', await files.pictureJpeg(picture[1]));
  } else {
    return false;
  }
  return true;
}

function send(response: ServerResponse, type: string, body: string | Uint8Array | null): void {
  if (body === null) {
    answer(response, 404);
    return;
  }
  response.setHeader('Content-Type', type);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-store');
  response.end(body);
}

function answer(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
