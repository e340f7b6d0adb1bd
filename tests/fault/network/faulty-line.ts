import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it passes, with its whole body. */
export interface Passing {
  method: string;
  path: string;
  body: string;
}

export interface Answer {
  status: number;
  body: string;
  contentType: string;
}

/** What becomes of one exchange: an answer, or `null` where the line is cut. */
export type Misfortune = (passing: Passing, forward: () => Promise<Answer>) => Promise<Answer | null>;

const json = 'application/json';

export const passOn: Misfortune = (_, forward) => forward();

export function answerOf(status: number, body: unknown, contentType = json): Answer {
  return { status, contentType, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** A line between terminal and city on which things go wrong, each exchange as the test says. */
export interface FaultyLine {
  baseUrl: string;
  misfortune: Misfortune;
  /** Everything that was asked, health looks left out. */
  readonly passed: Passing[];
  stop(): Promise<void>;
}

export async function startFaultyLine(cityBaseUrl: string): Promise<FaultyLine> {
  const server = createServer((request, response) => {
    exchange(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const line: FaultyLine = {
    baseUrl: `http://127.0.0.1:${port}`,
    misfortune: passOn,
    passed: [],
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const passing = await read(request);
    if (!passing.path.endsWith('/health')) line.passed.push(passing);
    const answer = await line.misfortune(passing, () => forward(passing));
    if (!answer) {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
  }

  async function forward({ method, path, body }: Passing): Promise<Answer> {
    const reply = await fetch(new URL(path, cityBaseUrl), {
      method,
      ...(body === '' ? {} : { body, headers: { 'content-type': json } }),
    });
    return answerOf(reply.status, await reply.text(), reply.headers.get('content-type') ?? json);
  }

  return line;
}

async function read(request: IncomingMessage): Promise<Passing> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    body: Buffer.concat(pieces).toString('utf8'),
  };
}
