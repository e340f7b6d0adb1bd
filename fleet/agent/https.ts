import { request } from 'node:https';

const deadlineMs = 10_000;
const longestAnswerBytes = 64 * 1024;

/**
 * The body of the answer, whatever its status; null when nobody answers in time, too much comes, or the other side
 * does not show a certificate of `authority`. Without an authority anybody's certificate will do: only for what is
 * checked by other means.
 */
export function askHttps(options: {
  url: URL;
  body: unknown;
  authority: string | null;
  signal: AbortSignal;
}): Promise<string | null> {
  const { url, body, authority, signal } = options;
  return new Promise((resolve) => {
    const asked = request(
      url,
      {
        method: body === null ? 'GET' : 'POST',
        headers: body === null ? {} : { 'content-type': 'application/json' },
        ...(authority === null ? { rejectUnauthorized: false } : { ca: authority }),
        minVersion: 'TLSv1.2',
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
          if (text.length > longestAnswerBytes) response.destroy();
        });
        response.on('end', () => resolve(text));
        response.on('close', () => resolve(null));
        response.on('error', () => resolve(null));
      },
    );
    asked.on('error', () => resolve(null));
    asked.end(body === null ? undefined : JSON.stringify(body));
  });
}
