import serialize from '@sealsystems/ipp/lib/serializer.js';
import { err, type Result } from '../../contract/result.ts';
import type { CarryFailure, IppCarrier } from './http-carrier.ts';
import { type IppAttributes, type IppParsed, parseIpp, statusCodeInHex } from './ipp-message.ts';

export type IppFailure =
  | CarryFailure
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

/** Asks one printer; every question has its deadline. */
export class IppClient {
  readonly #uri: string;
  readonly #carrier: IppCarrier;
  #lastId = 0;

  /** `uri` is what the printer is told that it is asked under. */
  constructor(uri: string, carrier: IppCarrier) {
    this.#uri = uri;
    this.#carrier = carrier;
  }

  async ask(question: IppQuestion): Promise<Result<IppParsed, IppFailure>> {
    const { document, deadlineMs, signal } = question;
    const answer = await this.#carrier.carry({ body: this.#encode(question), document, deadlineMs, signal });
    return answer.ok ? readAnswer(Buffer.from(answer.value)) : answer;
  }

  /** Lets go of every kept connection; what is asked next opens its own. */
  reopen(): void {
    this.#carrier.reopen();
  }

  close(): void {
    this.#carrier.close();
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

function readAnswer(bytes: Buffer): Result<IppParsed, IppFailure> {
  const parsed = parseIpp(bytes);
  if (!parsed.ok) return err({ kind: 'unreadable', detail: parsed.error });
  const { statusCode } = parsed.value;
  if (statusCode?.startsWith('successful-')) return parsed;
  return err({ kind: 'refused', statusCode: statusCode ?? statusCodeInHex(bytes) });
}
