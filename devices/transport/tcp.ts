import { createConnection, type Socket } from 'node:net';
import { err, ok, type Result } from '../../contract/result.ts';
import { DuplexLine } from './duplex-line.ts';
import type { ByteLine, Transport, TransportFailure } from './port.ts';

export interface TcpTransportOptions {
  host: string;
  port: number;
  connectDeadlineMs?: number;
  writeDeadlineMs?: number;
}

/** Devices behind a serial server, network printers, and the bench. */
export class TcpTransport implements Transport {
  readonly description: string;
  readonly #options: Required<TcpTransportOptions>;

  constructor(options: TcpTransportOptions) {
    this.#options = { connectDeadlineMs: 1000, writeDeadlineMs: 5000, ...options };
    this.description = `tcp ${options.host}:${options.port}`;
  }

  open(signal: AbortSignal): Promise<Result<ByteLine, TransportFailure>> {
    const { host, port, connectDeadlineMs, writeDeadlineMs } = this.#options;
    if (signal.aborted) return Promise.resolve(err({ kind: 'lost', detail: 'opening was cancelled' }));
    return new Promise((resolve) => {
      const socket = createConnection({
        host,
        port,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: 1000,
      });
      const settle = (result: Result<ByteLine, TransportFailure>) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        socket.off('error', fail);
        resolve(result);
      };
      const giveUp = (failure: TransportFailure) => {
        settle(err(failure));
        socket.on('error', () => {});
        socket.destroy();
      };
      const timer = setTimeout(
        () => giveUp({ kind: 'timeout', detail: `no connection within ${connectDeadlineMs} ms` }),
        connectDeadlineMs,
      );
      const cancel = () => giveUp({ kind: 'lost', detail: 'opening was cancelled' });
      const fail = (error: NodeJS.ErrnoException) =>
        giveUp({ kind: 'not_found', detail: error.code ?? error.message });
      signal.addEventListener('abort', cancel, { once: true });
      socket.on('error', fail);
      socket.once('connect', () =>
        settle(ok(new DuplexLine({ stream: socket, writeDeadlineMs, release: () => release(socket) }))),
      );
    });
  }
}

function release(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
