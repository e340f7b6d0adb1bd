import { createServer } from 'node:net';

/** `preferred` where nobody listens on it, otherwise 0, which takes any free port. */
export function freePortOr(preferred: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(preferred, '127.0.0.1', () => server.close(() => resolve(preferred)));
  });
}
