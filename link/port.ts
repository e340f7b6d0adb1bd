/** What oRPC's message-port adapter needs of a port; real MessagePorts have it too. */
export interface RpcPort {
  addEventListener(event: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(event: 'close', listener: () => void): void;
  postMessage(data: unknown): void;
}

type Listener = (event: { data: unknown }) => void;

/**
 * One end of a conversation inside a carrier that holds many. Messages that arrive before the
 * first listener wait for it, as on a MessagePort that was not started.
 */
export class VirtualPort implements RpcPort {
  readonly #send: (data: unknown) => void;
  readonly #onLocalClose: () => void;
  readonly #messageListeners: Listener[] = [];
  readonly #closeListeners: (() => void)[] = [];
  #waiting: unknown[] = [];
  #closed = false;

  constructor(send: (data: unknown) => void, onLocalClose: () => void) {
    this.#send = send;
    this.#onLocalClose = onLocalClose;
  }

  addEventListener(event: 'message', listener: Listener): void;
  addEventListener(event: 'close', listener: () => void): void;
  addEventListener(event: 'message' | 'close', listener: Listener | (() => void)): void {
    if (event === 'close') {
      this.#closeListeners.push(listener as () => void);
      return;
    }
    this.#messageListeners.push(listener as Listener);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const data of waiting) (listener as Listener)({ data });
  }

  /** Dropped silently after the close: a command must never run later by itself. */
  postMessage(data: unknown): void {
    if (!this.#closed) this.#send(data);
  }

  close(): void {
    if (this.#closed) return;
    this.#onLocalClose();
    this.handleClosed();
  }

  handleMessage(data: unknown): void {
    if (this.#closed) return;
    if (this.#messageListeners.length === 0) this.#waiting.push(data);
    for (const listener of this.#messageListeners) listener({ data });
  }

  handleClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiting = [];
    for (const listener of this.#closeListeners) listener();
  }
}
