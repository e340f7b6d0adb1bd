import { createRequire } from 'node:module';
import type { SerialPortStream } from '@serialport/stream';
import { err, ok, type Result } from '../../contract/result.ts';
import { DuplexLine } from './duplex-line.ts';
import type { ByteLine, Transport, TransportFailure } from './port.ts';
import { waitForBothWays } from './serial-poller.ts';

export interface SerialTransportOptions {
  /** Device path (`/dev/ttyS0`, `COM3`) or a link to a pseudo-terminal. */
  path: string;
  baudRate: number;
  writeDeadlineMs?: number;
}

/** A serial port, 8 data bits, no parity, 1 stop bit, no flow control; locked against other programs. */
export class SerialTransport implements Transport {
  readonly description: string;
  readonly #options: Required<SerialTransportOptions>;

  constructor(options: SerialTransportOptions) {
    this.#options = { writeDeadlineMs: 5000, ...options };
    this.description = `serial ${options.path} ${options.baudRate}`;
  }

  async open(signal: AbortSignal): Promise<Result<ByteLine, TransportFailure>> {
    const { path, baudRate, writeDeadlineMs } = this.#options;
    const port = makePort(path, baudRate);
    const failure = await new Promise<Error | null>((resolve) => port.open(resolve));
    if (failure) return err(classify(failure));
    waitForBothWays(port.port);
    const line = new DuplexLine({
      stream: port,
      writeDeadlineMs,
      drain: () => drain(port),
      release: () => release(port),
    });
    if (!signal.aborted) return ok(line);
    await line.close();
    return err({ kind: 'lost', detail: 'opening was cancelled' });
  }
}

const require = createRequire(import.meta.url);

/**
 * Loaded on demand: a host whose device is on the network needs no native module. Required and not
 * imported, and the two parts of `serialport` alone: together they spare each host some 9 MB.
 */
function makePort(path: string, baudRate: number): SerialPortStream {
  const { SerialPortStream } = require('@serialport/stream') as typeof import('@serialport/stream');
  const { autoDetect } = require('@serialport/bindings-cpp') as typeof import('@serialport/bindings-cpp');
  return new SerialPortStream({ binding: autoDetect(), path, baudRate, autoOpen: false });
}

function classify(error: Error): TransportFailure {
  const busy = /lock|busy|access denied|permission/i.test(error.message);
  return { kind: busy ? 'busy' : 'not_found', detail: error.message };
}

function drain(port: SerialPortStream): Promise<void> {
  return new Promise((resolve, reject) => port.drain((error) => (error ? reject(error) : resolve())));
}

function release(port: SerialPortStream): Promise<void> {
  return new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
}
