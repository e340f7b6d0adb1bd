import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Credentials } from '../credentials.ts';

const silenceMs = 20_000;
const longestAnswerBytes = 256 * 1024;

export type FleetAnswer = { status: number; body: unknown };

/** Speaks HTTPS with the fleet's server as this terminal. Goes to no other server, whatever a link says. */
export class FleetLine {
  readonly #credentials: Pick<Credentials, 'authority' | 'key' | 'certificate'>;
  readonly #origin: string;
  readonly #signal: AbortSignal;

  constructor(
    credentials: Pick<Credentials, 'authority' | 'key' | 'certificate'>,
    updateUrl: string,
    signal: AbortSignal,
  ) {
    this.#credentials = credentials;
    this.#origin = new URL(updateUrl).origin;
    this.#signal = signal;
  }

  /** Null when nobody answers, or not in JSON. */
  async ask(method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown): Promise<FleetAnswer | null> {
    const response = await this.open(url, { method, ...(body === undefined ? {} : { body }) });
    if (!response) return null;
    try {
      const pieces: Buffer[] = [];
      let bytes = 0;
      for await (const piece of response) {
        bytes += (piece as Buffer).length;
        if (bytes > longestAnswerBytes) return null;
        pieces.push(piece as Buffer);
      }
      const text = Buffer.concat(pieces).toString('utf8');
      return { status: response.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) };
    } catch {
      return null;
    } finally {
      response.destroy();
    }
  }

  /** The answer as it begins; null when nobody answers. Twenty seconds of silence break it off. */
  open(
    url: string,
    options: { method?: string; body?: unknown; fromByte?: number } = {},
  ): Promise<IncomingMessage | null> {
    const target = URL.canParse(url) ? new URL(url) : null;
    if (target?.origin !== this.#origin) return Promise.resolve(null);
    const { authority, key, certificate } = this.#credentials;
    const { method = 'GET', body, fromByte = 0 } = options;
    return new Promise((resolve) => {
      const asked = request(
        target,
        {
          method,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(fromByte > 0 ? { range: `bytes=${fromByte}-` } : {}),
          },
          ...{ ca: authority, key, cert: certificate, agent: false, minVersion: 'TLSv1.2' },
          signal: this.#signal,
        },
        resolve,
      );
      asked.setTimeout(silenceMs, () => asked.destroy(new Error('silence')));
      asked.on('error', () => resolve(null));
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
