import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import sirv from 'sirv';
import { type CaseId, caseIdSchema } from '../../contract/words.ts';
import type { HelpHub } from '../help/index.ts';
import type { ConsoleContext } from './console-context.ts';
import type { ConsoleRouter } from './console-router.ts';

const cookieName = 'budayang_fleet';
const helpDeskPath = '/desk/';
const longestRequestBytes = 64 * 1024;
// The viewer of the browser brings styles of its own; the document can do nothing but be shown.
const documentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface ConsoleServer {
  /** `http://127.0.0.1:<port>/` */
  url: string;
  stop(): Promise<void>;
}

/** The page and, under `/rpc`, its verbs over HTTP; streams are server-sent events. On 127.0.0.1 only. */
export async function startConsoleServer(options: {
  port: number;
  /** Where people reach it when something stands before it; null: here. */
  origin: string | null;
  router: ConsoleRouter;
  pageDirectory: string;
  /** The helpers' page, under `/desk/`. */
  helpDeskDirectory: string;
  /** Takes the lines of calls. */
  hub: Pick<HelpHub, 'takeUpgrade'>;
  /** What was handed in with a case; null where this session may not see it, or there is none. */
  readCaseDocument(caseId: CaseId, token: string | null): Promise<Uint8Array | null>;
  onFailure(error: unknown): void;
}): Promise<ConsoleServer> {
  const { origin, router, onFailure } = options;
  const isSecure = origin?.startsWith('https:') ?? false;
  const page = sirv(options.pageDirectory, { dev: true });
  const helpDesk = sirv(options.helpDeskDirectory, { dev: true });
  const handler = new RPCHandler(router, {
    interceptors: [
      onError((error) => {
        if (!(error instanceof ORPCError)) onFailure(error);
      }),
    ],
  });

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (!isAddressedToUs(request, origin)) return answer(response, 403);
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-store');
    if (request.url?.startsWith(helpDeskPath)) {
      request.url = request.url.slice(helpDeskPath.length - 1);
      helpDesk(request, response, () => answer(response, 404));
      return;
    }
    const caseId = caseOfDocument(request.url);
    if (caseId) {
      const document = await options.readCaseDocument(caseId, tokenIn(request));
      if (!document) return answer(response, 404);
      response.setHeader('Content-Security-Policy', documentPolicy);
      response.setHeader('Content-Type', 'application/pdf');
      response.setHeader('Content-Disposition', 'inline');
      response.end(document);
      return;
    }
    if (!request.url?.startsWith('/rpc/')) {
      page(request, response, () => answer(response, 404));
      return;
    }
    if (!isOurPage(request, origin)) return answer(response, 403);
    if (Number(request.headers['content-length'] ?? 0) > longestRequestBytes) return answer(response, 413);
    const context: ConsoleContext = {
      token: tokenIn(request),
      setToken: (token) => response.setHeader('Set-Cookie', cookieOf(token, isSecure)),
    };
    const { matched } = await handler.handle(request, response, { prefix: '/rpc', context });
    if (!matched) answer(response, 404);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      onFailure(error);
      answer(response, 500);
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const isOurs = isAddressedToUs(request, origin) && isOurPage(request, origin);
    if (!isOurs || !options.hub.takeUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Null for every other address. */
function caseOfDocument(url: string | undefined): CaseId | null {
  const id = caseIdSchema.safeParse(/^\/cases\/([0-9a-f-]{36})\.pdf$/.exec(url ?? '')?.[1]);
  return id.success ? id.data : null;
}

/** A foreign name that was made to point at this machine is not ours. */
function isAddressedToUs({ headers }: IncomingMessage, origin: string | null): boolean {
  const host = headers.host ?? '';
  return /^(127\.0\.0\.1|localhost):\d+$/.test(host) || (origin !== null && host === new URL(origin).host);
}

/** No other page may use the session of a browser. */
function isOurPage({ headers }: IncomingMessage, origin: string | null): boolean {
  return headers.origin === undefined || headers.origin === (origin ?? `http://${headers.host}`);
}

/** Of the session of the browser that asks. */
export function tokenIn({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const cookies = (headers.cookie ?? '').split('; ');
  const found = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
  return found?.slice(cookieName.length + 1) || null;
}

function cookieOf(token: string | null, isSecure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return token === null
    ? `${cookieName}=; Max-Age=0; ${attributes}`
    : `${cookieName}=${token}; ${attributes}`;
}

function answer(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.statusCode = status;
  response.end();
}
