import type { Carrier, Frame } from './frames.ts';
import { frameSchema } from './frames.ts';
import { Multiplexer } from './multiplexer.ts';
import type { RpcPort, VirtualPort } from './port.ts';
import { type AskSafeStorage, safeStorageClient } from './safe-storage.ts';

const heartbeatIntervalMs = 1000;

/** The child's end of its line to the shell, the same under Electron and Node. */
export interface ParentLink {
  /** Serves a port the shell opened for `purpose`. */
  onPort(listener: (purpose: string, port: RpcPort) => void): void;
  /** Tells the shell that this process serves. */
  ready(): void;
  /** Tells the shell why this process cannot serve; the process should end after it. */
  refuse(message: string): void;
  /** Asks the shell to start another of its processes anew; the shell may decline. */
  askRestart(name: string): void;
  /** The shell wants this process to end, or is gone. */
  onStop(listener: () => void): void;
  /** Has the shell encrypt or decrypt by the keychain of the operating system; null where it has none. */
  askSafeStorage: AskSafeStorage;
}

interface ElectronParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): void;
  postMessage(message: unknown): void;
}
interface ElectronPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  postMessage(data: unknown): void;
}

/** Connects to the process that started this one, by Electron's parent port or Node's channel. */
export function connectToParent(): ParentLink {
  const parentPort = (process as { parentPort?: ElectronParentPort }).parentPort;
  return parentPort ? connectByParentPort(parentPort) : connectByNodeChannel();
}

function connectByNodeChannel(): ParentLink {
  if (!process.send) throw new Error('this program is started by the terminal shell, not by hand');
  const stop = stopSignal();
  const frameListeners: ((frame: Frame) => void)[] = [];
  const goneListeners: (() => void)[] = [];
  const send = (frame: Frame) => {
    // A send that fails says only that the parent is gone, which the heartbeat notices.
    if (process.connected) process.send?.(frame, undefined, undefined, () => {});
  };
  let gone = false;
  const parentGone = () => {
    if (gone) return;
    gone = true;
    for (const listener of goneListeners) listener();
    stop.give();
  };
  const carrier: Carrier = {
    send,
    onFrame: (listener) => frameListeners.push(listener),
    onGone: (listener) => goneListeners.push(listener),
  };
  process.on('message', (message) => {
    const frame = frameSchema.parse(message);
    if (frame.kind === 'stop') stop.give();
    for (const listener of frameListeners) listener(frame);
  });
  process.on('disconnect', parentGone);
  const safeStorage = safeStorageClient(send);
  frameListeners.push(safeStorage.onFrame);
  const portListeners: ((purpose: string, port: VirtualPort) => void)[] = [];
  new Multiplexer(carrier, 'child', (purpose, port) => {
    for (const listener of portListeners) listener(purpose, port);
  });
  startHeartbeat(() => {
    // The parent may have gone before anybody listened for it; an orphan must not live on.
    if (process.connected) send({ kind: 'heartbeat' });
    else parentGone();
  });
  return {
    onPort: (listener) => portListeners.push(listener),
    ready: () => send({ kind: 'ready' }),
    refuse: (message) => send({ kind: 'refused', message }),
    askRestart: (name) => send({ kind: 'restart', name }),
    onStop: stop.onGiven,
    askSafeStorage: safeStorage.ask,
  };
}

function connectByParentPort(parentPort: ElectronParentPort): ParentLink {
  const portListeners: ((purpose: string, port: RpcPort) => void)[] = [];
  const stop = stopSignal();
  const safeStorage = safeStorageClient((frame) => parentPort.postMessage(frame));
  parentPort.on('message', (event) => {
    const frame = frameSchema.parse(event.data);
    safeStorage.onFrame(frame);
    if (frame.kind === 'stop') stop.give();
    const port = event.ports[0];
    if (frame.kind !== 'open' || !port) return;
    for (const listener of portListeners) listener(frame.purpose, adaptElectronPort(port));
    port.start();
  });
  startHeartbeat(() => parentPort.postMessage({ kind: 'heartbeat' } satisfies Frame));
  return {
    onPort: (listener) => portListeners.push(listener),
    ready: () => parentPort.postMessage({ kind: 'ready' } satisfies Frame),
    refuse: (message) => parentPort.postMessage({ kind: 'refused', message } satisfies Frame),
    askRestart: (name) => parentPort.postMessage({ kind: 'restart', name } satisfies Frame),
    onStop: stop.onGiven,
    askSafeStorage: safeStorage.ask,
  };
}

/** It may be given while the child is still starting: who listens later hears of it as well. */
function stopSignal() {
  const listeners: (() => void)[] = [];
  let isGiven = false;
  return {
    give() {
      isGiven = true;
      for (const listener of listeners) listener();
    },
    onGiven(listener: () => void) {
      listeners.push(listener);
      if (isGiven) listener();
    },
  };
}

function adaptElectronPort(port: ElectronPort): RpcPort {
  return {
    addEventListener(
      event: 'message' | 'close',
      listener: ((event: { data: unknown }) => void) | (() => void),
    ) {
      if (event === 'message') port.on('message', listener as (event: { data: unknown }) => void);
      else port.on('close', listener as () => void);
    },
    postMessage: (data) => port.postMessage(data),
  };
}

function startHeartbeat(beat: () => void): void {
  setInterval(beat, heartbeatIntervalMs).unref();
}
