import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import ippAttributes from '@sealsystems/ipp/lib/attributes.js';
import serialize from '@sealsystems/ipp/lib/serializer.js';
import type { Clock } from '../../contract/clock.ts';
import type { SimulatorLine } from '../simulator.ts';
import { groupsOf, type IppAttributes, type IppParsed, parseIpp } from './ipp-message.ts';

/** What the model answers; the server adds what every answer carries. */
export interface SimulatedAnswer {
  statusCode: string;
  jobs?: IppAttributes[];
  printer?: IppAttributes;
}

export interface SimulatedRequest {
  operation: string;
  attributes: IppAttributes;
  jobAttributes: IppAttributes;
  document: Buffer;
}

/** Its line falls silent. `before`: the request is never seen; `after`: it is carried out and the answer is lost. */
export type LineBreak = 'before' | 'after';

const largestRequestBytes = 64 * 1024 * 1024;

// Life counters of PWG 5100.22 and trays of PWG 5100.13, which the library's table does not list yet.
const printerTable = ippAttributes['Printer Description'] ?? {};
for (const counter of ['printer-media-sheets-completed', 'printer-impressions-completed'])
  printerTable[counter] = printerTable['printer-up-time'];
printerTable['printer-input-tray'] = printerTable['printer-supply'];

/** IPP over HTTP on lines that somebody else opens; the model behind it knows nothing of either. */
export class SimulatedIppServer {
  readonly #handle: (request: SimulatedRequest) => SimulatedAnswer;
  readonly #clock: Clock;
  readonly #server = createServer((request, response) => this.#serve(request, response));
  #delayMs = 0;
  #garbageLeft = 0;
  #breakAt: { operation: string; moment: LineBreak } | null = null;

  constructor(handle: (request: SimulatedRequest) => SimulatedAnswer, clock: Clock) {
    this.#handle = handle;
    this.#clock = clock;
  }

  attach(line: SimulatorLine): void {
    const stream = new Duplex({
      read: () => {},
      write(chunk: Buffer, _encoding, done) {
        line.send(chunk);
        done();
      },
    });
    stream.on('error', () => {});
    line.onData((bytes) => {
      if (!stream.destroyed) stream.push(bytes);
    });
    line.onClosed(() => stream.destroy());
    this.#server.emit('connection', stream);
  }

  /** The answer to one message, without a line; null where it is no IPP. */
  answerTo(message: Buffer): Buffer | null {
    const parsed = parseIpp(message);
    return parsed.ok ? this.#carryOut(parsed.value) : null;
  }

  /** Every answer comes so much later. */
  setDelay(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** The next answers are bytes that are no IPP. */
  answerGarbage(answers: number): void {
    this.#garbageLeft = answers;
  }

  /** The next request for this operation gets no answer: the printer falls silent on its line. */
  breakLineAt(operation: string, moment: LineBreak): void {
    this.#breakAt = { operation, moment };
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > largestRequestBytes) request.destroy();
      else chunks.push(chunk);
    });
    request.on('error', () => {});
    request.on('end', () => {
      const parsed = parseIpp(Buffer.concat(chunks));
      if (parsed.ok) this.#answer(parsed.value, request, response);
      else response.writeHead(400).end();
    });
  }

  #answer(parsed: IppParsed, request: IncomingMessage, response: ServerResponse): void {
    const planned = this.#breakAt;
    const broken = planned && planned.operation === parsed.operation ? planned.moment : null;
    if (broken) this.#breakAt = null;
    if (broken === 'before') {
      request.socket.destroy();
      return;
    }
    const bytes = this.#carryOut(parsed);
    if (broken === 'after') {
      request.socket.destroy();
      return;
    }
    const send = () => {
      if (!response.destroyed) response.writeHead(200, { 'Content-Type': 'application/ipp' }).end(bytes);
    };
    if (this.#delayMs === 0) send();
    else this.#clock.after(this.#delayMs, send);
  }

  #carryOut(parsed: IppParsed): Buffer {
    if (this.#garbageLeft > 0) {
      this.#garbageLeft -= 1;
      return Buffer.from([2, 0, 0, 0, 0, 0, 0, 1, 4, 0x44, 0xff, 0xf0, 0xff, 0xf0]);
    }
    const [attributes = {}] = groupsOf(parsed['operation-attributes-tag']);
    const [jobAttributes = {}] = groupsOf(parsed['job-attributes-tag']);
    const { statusCode, jobs, printer } = this.#handle({
      operation: parsed.operation ?? '',
      attributes,
      jobAttributes,
      document: parsed.data ?? Buffer.alloc(0),
    });
    return serialize({
      version: parsed.version,
      id: parsed.id,
      statusCode,
      'operation-attributes-tag': { 'attributes-charset': 'utf-8', 'attributes-natural-language': 'en' },
      ...(jobs ? { 'job-attributes-tag': jobs } : {}),
      ...(printer ? { 'printer-attributes-tag': printer } : {}),
    });
  }
}
