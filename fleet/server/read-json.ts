import type { IncomingMessage } from 'node:http';

/** The body of a request, not yet checked; null for what is no JSON, or longer than `longestBytes`. */
export async function readJson(request: IncomingMessage, longestBytes: number): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > longestBytes) return null;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return null;
  }
}
