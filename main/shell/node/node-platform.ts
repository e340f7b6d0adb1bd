import { fork } from 'node:child_process';
import {
  answerSafeStorage,
  type Carrier,
  type Frame,
  frameSchema,
  Multiplexer,
  relay,
  type VirtualPort,
} from '../../../link/index.ts';
import type { ChildExit, ChildHandle, ChildSpec, ShellPlatform } from '../../process/index.ts';

/** A child of the Node shell; ports run over its IPC channel. */
export interface NodeChild extends ChildHandle {
  openPort(purpose: string): VirtualPort;
}

/** Children are forked Node processes; the shell passes messages between two of them. */
export class NodePlatform implements ShellPlatform<NodeChild> {
  spawn(spec: ChildSpec): NodeChild {
    const child = fork(spec.programPath, [], {
      env: { ...process.env, ...spec.environment },
      execArgv: [...process.execArgv, ...(spec.v8Flags ?? [])],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const frameListeners: ((frame: Frame) => void)[] = [];
    const goneListeners: (() => void)[] = [];
    const exitListeners: ((exit: ChildExit) => void)[] = [];
    let exited = false;
    const finish = (exit: ChildExit) => {
      if (exited) return;
      exited = true;
      for (const listener of goneListeners) listener();
      for (const listener of exitListeners) listener(exit);
    };
    const carrier: Carrier = {
      send: (frame) => {
        if (child.connected) child.send(frame, () => {});
      },
      onFrame: (listener) => frameListeners.push(listener),
      onGone: (listener) => goneListeners.push(listener),
    };
    child.on('message', (message) => {
      const frame = frameSchema.parse(message);
      for (const listener of frameListeners) listener(frame);
    });
    // Plain Node reaches no keychain.
    frameListeners.push((frame) => answerSafeStorage(frame, null, carrier.send));
    child.on('exit', (code, signal) => finish({ code, signal }));
    child.on('error', () => finish({ code: null, signal: null }));
    const multiplexer = new Multiplexer(carrier, 'parent', () => {});
    return {
      name: spec.name,
      pid: child.pid,
      openPort: (purpose) => multiplexer.open(purpose),
      onReady: (listener) => frameListeners.push((frame) => frame.kind === 'ready' && listener()),
      onRefused: (listener) =>
        frameListeners.push((frame) => frame.kind === 'refused' && listener(frame.message)),
      onRestartAsked: (listener) =>
        frameListeners.push((frame) => frame.kind === 'restart' && listener(frame.name)),
      onHeartbeat: (listener) => frameListeners.push((frame) => frame.kind === 'heartbeat' && listener()),
      onExit: (listener) => exitListeners.push(listener),
      stop: () => carrier.send({ kind: 'stop' }),
      kill: () => child.kill('SIGKILL'),
    };
  }

  join(left: { child: NodeChild; purpose: string }, right: { child: NodeChild; purpose: string }): void {
    relay(left.child.openPort(left.purpose), right.child.openPort(right.purpose));
  }
}
