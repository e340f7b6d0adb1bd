import { err, ok, type Result } from '../../contract/result.ts';
import type { DeviceSimulator } from '../simulator.ts';
import type { ByteLine, Transport, TransportFailure } from '../transport/index.ts';

/** A simulated unit within this process, without a socket: under a stepped clock every run is the same. */
export class SimulatorTransport implements Transport {
  readonly description = 'a simulated unit';
  readonly #simulator: DeviceSimulator;
  #lose: (() => void) | null = null;
  #plugged = true;
  #occupied = false;

  constructor(simulator: DeviceSimulator) {
    this.#simulator = simulator;
  }

  /** The open line is lost, and none can be opened. */
  unplug(): void {
    this.#plugged = false;
    this.#lose?.();
  }

  plug(): void {
    this.#plugged = true;
  }

  /** Another program holds the port, or lets it go. */
  setOccupied(occupied: boolean): void {
    this.#occupied = occupied;
  }

  async open(): Promise<Result<ByteLine, TransportFailure>> {
    if (!this.#plugged) return err({ kind: 'not_found', detail: 'unplugged' });
    if (this.#occupied) return err({ kind: 'busy', detail: 'held by another program' });
    let open = true;
    const dataListeners: ((bytes: Uint8Array) => void)[] = [];
    const lostListeners: ((failure: TransportFailure) => void)[] = [];
    const closedListeners: (() => void)[] = [];
    const unitListeners: ((bytes: Uint8Array) => void)[] = [];
    const end = () => {
      open = false;
      for (const listener of closedListeners.splice(0)) listener();
    };
    this.#lose = () => {
      if (!open) return;
      end();
      for (const listener of lostListeners) listener({ kind: 'lost', detail: 'unplugged' });
    };
    this.#simulator.attach({
      send: (bytes) =>
        queueMicrotask(() => {
          if (open) for (const listener of dataListeners) listener(bytes);
        }),
      onData: (listener) => unitListeners.push(listener),
      onClosed: (listener) => closedListeners.push(listener),
    });
    return ok({
      write: async (bytes) => {
        if (!open) return err({ kind: 'lost', detail: 'unplugged' });
        for (const listener of unitListeners) listener(bytes);
        return ok(undefined);
      },
      onData: (listener) => dataListeners.push(listener),
      onLost: (listener) => lostListeners.push(listener),
      close: async () => end(),
    });
  }
}
