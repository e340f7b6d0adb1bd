import type { SerialPort } from 'serialport';
import { err, ok, type Result } from '../../contract/result.ts';
import { DuplexLine } from './duplex-line.ts';
import type { ByteLine, Transport, TransportFailure } from './port.ts';

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
    // Loaded on demand: a host whose device is on the network needs no native module.
    const serialport = await import('serialport');
    if (signal.aborted) return err({ kind: 'lost', detail: 'opening was cancelled' });
    const port = new serialport.SerialPort({ path, baudRate, autoOpen: false });
    const failure = await new Promise<Error | null>((resolve) => port.open(resolve));
    if (failure) return err(classify(failure));
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

function classify(error: Error): TransportFailure {
  const busy = /lock|busy|access denied|permission/i.test(error.message);
  return { kind: busy ? 'busy' : 'not_found', detail: error.message };
}

function drain(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => port.drain((error) => (error ? reject(error) : resolve())));
}

function release(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
}
