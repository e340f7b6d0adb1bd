import { err, ok, type Result } from '../../contract/result.ts';
import { type CharacterDevice, type OpenCharacterDevice, openCharacterDevice } from './character-device.ts';
import { CharacterDeviceStream } from './character-device-stream.ts';
import { DuplexLine } from './duplex-line.ts';
import type { ByteLine, Transport, TransportFailure } from './port.ts';

export interface UsbPrinterTransportOptions {
  /** `/dev/usb/lp0` or a link to it. */
  path: string;
  writeDeadlineMs?: number;
  /** Default 1500: a call the system has not come back from by then means that it hangs. */
  callDeadlineMs?: number;
  openDevice?: OpenCharacterDevice;
}

/** A USB printer behind the kernel's `usblp`, which one program may hold open at a time; Linux only. */
export class UsbPrinterTransport implements Transport {
  readonly description: string;
  readonly #options: Required<UsbPrinterTransportOptions>;
  /** Calls the system has not come back from; as long as there is one, the device cannot be opened anew. */
  #stuckCalls = 0;

  constructor(options: UsbPrinterTransportOptions) {
    this.#options = {
      writeDeadlineMs: 5000,
      callDeadlineMs: 1500,
      openDevice: openCharacterDevice,
      ...options,
    };
    this.description = `usb-printer ${options.path}`;
  }

  async open(signal: AbortSignal): Promise<Result<ByteLine, TransportFailure>> {
    const { path, writeDeadlineMs, callDeadlineMs, openDevice } = this.#options;
    if (process.platform === 'win32') {
      return err({ kind: 'not_found', detail: 'USB printer devices exist on Linux only' });
    }
    if (this.#stuckCalls > 0) {
      return err({
        kind: 'busy',
        detail: `the system still holds ${path}: an earlier call has not come back`,
      });
    }
    const opening = openDevice(path);
    const device = await this.#inTime(opening);
    if (!device.ok) return device;
    const stream = new CharacterDeviceStream({
      device: device.value,
      callDeadlineMs,
      onStuck: (returned) => this.#countStuck(returned),
    });
    const line = new DuplexLine({
      stream,
      writeDeadlineMs,
      drain: () => stream.checkPresence(),
      release: () => release(stream),
    });
    if (!signal.aborted) return ok(line);
    await line.close();
    return err({ kind: 'lost', detail: 'opening was cancelled' });
  }

  /** A device that opens after all is closed again. */
  #inTime(opening: Promise<CharacterDevice>): Promise<Result<CharacterDevice, TransportFailure>> {
    const { path, callDeadlineMs } = this.#options;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#countStuck(opening.then((device) => device.close()));
        resolve(err({ kind: 'busy', detail: `${path} did not open within ${callDeadlineMs} ms` }));
      }, callDeadlineMs);
      opening.then(
        (device) => {
          clearTimeout(timer);
          resolve(ok(device));
        },
        (error: NodeJS.ErrnoException) => {
          clearTimeout(timer);
          resolve(err(classify(error)));
        },
      );
    });
  }

  #countStuck(returned: Promise<unknown>): void {
    this.#stuckCalls += 1;
    const back = () => {
      this.#stuckCalls -= 1;
    };
    returned.then(back, back);
  }
}

function classify(error: NodeJS.ErrnoException): TransportFailure {
  const held = ['EBUSY', 'EACCES', 'EPERM'].includes(error.code ?? '');
  return { kind: held ? 'busy' : 'not_found', detail: error.message };
}

function release(stream: CharacterDeviceStream): Promise<void> {
  if (stream.closed) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
    stream.destroy();
  });
}
