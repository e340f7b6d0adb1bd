import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { windowContract } from '../../contract/window.ts';
import { windowPortMessages } from '../../contract/window-port.ts';

export type KioskClient = ContractRouterClient<typeof windowContract>;

/** One line to one life of the core. It is never mended; after its end a new one is opened. */
export interface Line {
  readonly client: KioskClient;
  /** Aborts when the line is gone. */
  readonly ended: AbortSignal;
  close(): void;
}

/** Opens the next line; rejects where it cannot, or when `signal` aborts. */
export type OpenLine = (signal: AbortSignal) => Promise<Line>;

const openTimeoutMs = 5000;

/**
 * The line of the Node shell: a WebSocket to the page's own server. The token stays valid for this
 * one window, so the same address serves after every restart of the core.
 */
export function webSocketLines(url: string): OpenLine {
  return (signal) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      const ended = new AbortController();
      const close = () => socket.close();
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(openTimeoutMs)]);
      deadline.addEventListener('abort', close);
      const client: KioskClient = createORPCClient(new WebSocketLink({ websocket: socket }));
      socket.addEventListener('open', () => {
        deadline.removeEventListener('abort', close);
        resolve({ client, ended: ended.signal, close });
      });
      socket.addEventListener('close', () => {
        ended.abort();
        reject(new Error('the line could not be opened'));
      });
    });
}

/**
 * The line of the Electron shell: the page asks, and the preload script posts a port into the window as
 * soon as a core serves.
 */
export function electronLines(host: Window): OpenLine {
  let waiting: MessagePort | null = null;
  let arrived: (() => void) | null = null;
  let replaceCurrent: (() => void) | null = null;
  host.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source !== host || event.data !== windowPortMessages.give || !port) return;
    waiting?.close();
    waiting = port;
    replaceCurrent?.();
    arrived?.();
  });
  return async (signal) => {
    if (!waiting) {
      await new Promise<void>((resolve, reject) => {
        arrived = resolve;
        host.postMessage(windowPortMessages.ask, host.location.origin);
        signal.addEventListener('abort', () => reject(new Error('the window is closing')), { once: true });
      });
      arrived = null;
    }
    const port = waiting;
    waiting = null;
    if (!port) throw new Error('no port has arrived');
    const ended = new AbortController();
    const client: KioskClient = createORPCClient(new MessagePortLink({ port }));
    port.addEventListener('close', () => ended.abort());
    const close = () => {
      port.close();
      ended.abort();
    };
    replaceCurrent = close;
    port.start();
    return { client, ended: ended.signal, close };
  };
}
