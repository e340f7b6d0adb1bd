import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import serialize from '@sealsystems/ipp/lib/serializer.js';
import type { Clock } from '../../contract/clock.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { type IppAttributes, type IppParsed, parseIpp, statusCodeInHex } from './ipp-message.ts';

export type IppFailure =
  /** No connection: nothing of the request reached the printer. */
  | { kind: 'unreachable'; detail: string }
  /** The connection broke or the time ran out after it stood: the printer may have acted. */
  | { kind: 'no_answer'; detail: string }
  /** An answer that is no IPP. */
  | { kind: 'unreadable'; detail: string }
  /** The printer says no. `statusCode` as RFC 8011 names it, or its number. */
  | { kind: 'refused'; statusCode: string };

export interface IppQuestion {
  operation: string;
  /** Behind charset, language and printer-uri, which the client adds. */
  attributes?: IppAttributes;
  jobAttributes?: IppAttributes;
  document?: Uint8Array;
  deadlineMs: number;
  signal: AbortSignal;
}

/** `stale`: a kept connection was closed by the printer in the same moment. */
type RawAnswer = Result<Buffer, IppFailure | { kind: 'stale'; detail: string }>;

// An import of `node:http` would touch every name it exports, and with one of them 12 MB of a web client.
const http = process.getBuiltinModule('node:http');

const defaultPort = 631;
/** A list of some thousand jobs stays below. */
const largestAnswerBytes = 4 * 1024 * 1024;

/** Asks one printer over HTTP; every question has its deadline. */
export class IppClient {
  readonly #uri: string;
  readonly #target: { host: string; port: number; path: string };
  readonly #clock: Clock;
  #agent = makeAgent();
  #lastId = 0;

  /** `uri` is `ipp://host[:port]/path`. */
  constructor(uri: string, clock: Clock) {
    const { hostname, port, pathname, search } = new URL(uri);
    this.#uri = uri;
    this.#clock = clock;
    this.#target = {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? defaultPort : Number(port),
      path: `${pathname === '' ? '/' : pathname}${search}`,
    };
  }

  async ask(question: IppQuestion): Promise<Result<IppParsed, IppFailure>> {
    const first = await this.#askOnce(question);
    // A kept connection that the printer closed just now says nothing about the printer.
    const stale = !first.ok && first.error.kind === 'stale';
    const answer = stale ? await this.#askOnce({ ...question, fresh: true }) : first;
    if (answer.ok) return readAnswer(answer.value);
    const { error } = answer;
    return err(error.kind === 'stale' ? { kind: 'no_answer', detail: error.detail } : error);
  }

  /** Lets go of every kept connection; what is asked next opens its own. */
  reopen(): void {
    this.#agent.destroy();
    this.#agent = makeAgent();
  }

  close(): void {
    this.#agent.destroy();
  }

  #askOnce(question: IppQuestion & { fresh?: boolean }): Promise<RawAnswer> {
    const { signal, deadlineMs, document } = question;
    const body = this.#encode(question);
    // A job goes over a connection of its own, so that no broken one is taken for a lost job.
    const isFresh = document !== undefined || question.fresh === true;
    if (signal.aborted) return Promise.resolve(err({ kind: 'unreachable', detail: 'cancelled' }));
    return new Promise((resolve) => {
      const outgoing = http.request({
        ...this.#target,
        method: 'POST',
        agent: isFresh ? false : this.#agent,
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

  #encode({ operation, attributes, jobAttributes }: IppQuestion): Buffer {
    this.#lastId += 1;
    return serialize({
      version: '2.0',
      operation,
      id: this.#lastId,
      'operation-attributes-tag': {
        'attributes-charset': 'utf-8',
        'attributes-natural-language': 'en',
        'printer-uri': this.#uri,
        ...attributes,
      },
      ...(jobAttributes ? { 'job-attributes-tag': jobAttributes } : {}),
    });
  }
}

function makeAgent(): Agent {
  return new http.Agent({ keepAlive: true, maxFreeSockets: 1 });
}

function send(outgoing: ClientRequest, body: Buffer, document: Uint8Array | undefined): void {
  outgoing.write(body);
  if (document) outgoing.write(document);
  outgoing.end();
}

function collect(
  incoming: IncomingMessage,
  settle: (result: Result<Buffer, IppFailure>) => void,
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

function readAnswer(bytes: Buffer): Result<IppParsed, IppFailure> {
  const parsed = parseIpp(bytes);
  if (!parsed.ok) return err({ kind: 'unreadable', detail: parsed.error });
  const { statusCode } = parsed.value;
  if (statusCode?.startsWith('successful-')) return parsed;
  return err({ kind: 'refused', statusCode: statusCode ?? statusCodeInHex(bytes) });
}
