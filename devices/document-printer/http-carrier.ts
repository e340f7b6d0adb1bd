import type { Agent, AgentOptions, ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../contract/clock.ts';
import { err, ok, type Result } from '../../contract/result.ts';

/** Why no answer was carried back. */
export type CarryFailure =
  /** No connection: nothing of the request reached the printer. */
  | { kind: 'unreachable'; detail: string }
  /** The connection broke or the time ran out after it stood: the printer may have acted. */
  | { kind: 'no_answer'; detail: string }
  /** An answer that is no IPP. */
  | { kind: 'unreadable'; detail: string };

export interface CarriedRequest {
  /** The IPP message. */
  body: Uint8Array;
  /** What follows it. */
  document: Uint8Array | undefined;
  deadlineMs: number;
  signal: AbortSignal;
}

/** Carries one message to the printer and its answer back. */
export interface IppCarrier {
  carry(request: CarriedRequest): Promise<Result<Uint8Array, CarryFailure>>;
  /** Lets go of every kept connection; what is carried next opens its own. */
  reopen(): void;
  close(): void;
}

export interface HttpCarrierOptions {
  /** `ipp://host[:port]/path` */
  uri: string;
  clock: Clock;
  /** Makes the connections instead of TCP. */
  connect?: () => Duplex;
}

/** `stale`: a kept connection was closed by the printer in the same moment. */
type RawAnswer = Result<Uint8Array, CarryFailure | { kind: 'stale'; detail: string }>;

// An import of `node:http` would touch every name it exports, and with one of them 12 MB of a web client.
const http = process.getBuiltinModule('node:http');

const kept = { keepAlive: true, maxFreeSockets: 1 };
const defaultPort = 631;
/** A list of some thousand jobs stays below. */
const largestAnswerBytes = 4 * 1024 * 1024;

/** IPP over HTTP (RFC 8010); every request has its deadline. */
export class HttpCarrier implements IppCarrier {
  readonly #target: { host: string; port: number; path: string };
  readonly #clock: Clock;
  readonly #connect: (() => Duplex) | undefined;
  #agent: Agent;

  constructor({ uri, clock, connect }: HttpCarrierOptions) {
    const { hostname, port, pathname, search } = new URL(uri);
    this.#clock = clock;
    this.#connect = connect;
    this.#agent = agentOver(connect, kept);
    this.#target = {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? defaultPort : Number(port),
      path: `${pathname === '' ? '/' : pathname}${search}`,
    };
  }

  async carry(carried: CarriedRequest): Promise<Result<Uint8Array, CarryFailure>> {
    const first = await this.#carryOnce(carried, false);
    // A kept connection that the printer closed just now says nothing about the printer.
    const stale = !first.ok && first.error.kind === 'stale';
    const answer = stale ? await this.#carryOnce(carried, true) : first;
    if (answer.ok) return answer;
    const { error } = answer;
    return err(error.kind === 'stale' ? { kind: 'no_answer', detail: error.detail } : error);
  }

  reopen(): void {
    this.#agent.destroy();
    this.#agent = agentOver(this.#connect, kept);
  }

  close(): void {
    this.#agent.destroy();
  }

  #carryOnce({ body, document, signal, deadlineMs }: CarriedRequest, fresh: boolean): Promise<RawAnswer> {
    // A job goes over a connection of its own, so that no broken one is taken for a lost job.
    const isFresh = document !== undefined || fresh;
    if (signal.aborted) return Promise.resolve(err({ kind: 'unreachable', detail: 'cancelled' }));
    return new Promise((resolve) => {
      const outgoing = http.request({
        ...this.#target,
        method: 'POST',
        agent: isFresh ? agentOver(this.#connect, {}) : this.#agent,
        headers: {
          'Content-Type': 'application/ipp',
          'Content-Length': body.length + (document?.length ?? 0),
        },
      });
      let connected = false;
      const settle = (result: RawAnswer) => {
        cancelDeadline();
        signal.removeEventListener('abort', onAbort);
        if (!result.ok) outgoing.destroy();
        resolve(result);
      };
      const fail = (detail: string) => settle(err({ kind: connected ? 'no_answer' : 'unreachable', detail }));
      const cancelDeadline = this.#clock.after(deadlineMs, () => fail(`no answer within ${deadlineMs} ms`));
      const onAbort = () => fail('cancelled');
      signal.addEventListener('abort', onAbort, { once: true });
      outgoing.on('socket', (socket) => {
        connected = !socket.connecting;
        if (connected) return;
        socket.once('connect', () => {
          connected = true;
        });
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        const detail = error.code ?? error.message;
        if (outgoing.reusedSocket && !isFresh) settle(err({ kind: 'stale', detail }));
        else fail(detail);
      });
      outgoing.on('response', (incoming) => collect(incoming, settle, fail));
      send(outgoing, body, document);
    });
  }
}

function agentOver(connect: (() => Duplex) | undefined, options: AgentOptions): Agent {
  const agent = new http.Agent(options);
  if (connect) agent.createConnection = connect;
  return agent;
}

function send(outgoing: ClientRequest, body: Uint8Array, document: Uint8Array | undefined): void {
  outgoing.write(body);
  if (document) outgoing.write(document);
  outgoing.end();
}

function collect(
  incoming: IncomingMessage,
  settle: (result: Result<Buffer, CarryFailure>) => void,
  fail: (detail: string) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > largestAnswerBytes) settle(err({ kind: 'unreadable', detail: 'answer too large' }));
    else chunks.push(chunk);
  });
  incoming.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
  incoming.on('end', () => {
    if (incoming.statusCode === 200) settle(ok(Buffer.concat(chunks)));
    else settle(err({ kind: 'unreadable', detail: `HTTP ${incoming.statusCode}` }));
  });
}
