import type { Carrier } from './frames.ts';
import { VirtualPort } from './port.ts';

/**
 * Many ports over one carrier. Port numbers of the two sides never meet: the parent counts even,
 * the child odd.
 */
export class Multiplexer {
  readonly #carrier: Carrier;
  readonly #ports = new Map<number, VirtualPort>();
  #nextPortId: number;

  constructor(
    carrier: Carrier,
    side: 'parent' | 'child',
    onPort: (purpose: string, port: VirtualPort) => void,
  ) {
    this.#carrier = carrier;
    this.#nextPortId = side === 'parent' ? 0 : 1;
    carrier.onFrame((frame) => {
      switch (frame.kind) {
        case 'open':
          onPort(frame.purpose, this.#register(frame.portId));
          break;
        case 'data':
          this.#ports.get(frame.portId)?.handleMessage(frame.data);
          break;
        case 'close':
          this.#take(frame.portId)?.handleClosed();
          break;
        default:
          break;
      }
    });
    carrier.onGone(() => {
      for (const port of this.#ports.values()) port.handleClosed();
      this.#ports.clear();
    });
  }

  open(purpose: string): VirtualPort {
    const portId = this.#nextPortId;
    this.#nextPortId += 2;
    const port = this.#register(portId);
    this.#carrier.send({ kind: 'open', portId, purpose });
    return port;
  }

  #register(portId: number): VirtualPort {
    const port = new VirtualPort(
      (data) => this.#carrier.send({ kind: 'data', portId, data }),
      () => {
        this.#take(portId);
        this.#carrier.send({ kind: 'close', portId });
      },
    );
    this.#ports.set(portId, port);
    return port;
  }

  #take(portId: number): VirtualPort | undefined {
    const port = this.#ports.get(portId);
    this.#ports.delete(portId);
    return port;
  }
}

/** Joins two ports so that each end speaks to the other through this process. */
export function relay(left: VirtualPort, right: VirtualPort): void {
  left.addEventListener('message', (event) => right.postMessage(event.data));
  right.addEventListener('message', (event) => left.postMessage(event.data));
  left.addEventListener('close', () => right.close());
  right.addEventListener('close', () => left.close());
}
