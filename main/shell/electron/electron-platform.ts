import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import { answerSafeStorage, type Frame, frameSchema, type Keychain } from '../../../link/index.ts';
import type { ChildExit, ChildHandle, ChildSpec, ShellPlatform } from '../../process/index.ts';

/** A child of the Electron shell; ports are real ones and messages do not pass through the shell. */
export interface ElectronChild extends ChildHandle {
  /** Gives the child one end of a channel and tells it what for. */
  givePort(purpose: string, port: MessagePortMain): void;
}

/** What this file needs of Electron, handed in so that the rest can be tested without its runtime. */
export interface ElectronProcesses {
  fork(programPath: string, environment: Record<string, string>, serviceName: string): UtilityProcess;
  createChannel(): MessageChannelMain;
  killNow(pid: number): void;
  /** The keychain of the operating system; null where it protects nothing. */
  keychain(): Keychain | null;
}

/** Children are Electron utility processes, two of them joined by a channel of their own. */
export class ElectronPlatform implements ShellPlatform<ElectronChild> {
  readonly #electron: ElectronProcesses;

  constructor(electron: ElectronProcesses) {
    this.#electron = electron;
  }

  spawn(spec: ChildSpec): ElectronChild {
    const child = this.#electron.fork(spec.programPath, spec.environment, spec.name);
    const killNow = () => {
      if (child.pid !== undefined) this.#electron.killNow(child.pid);
    };
    const frameListeners: ((frame: Frame) => void)[] = [];
    const exitListeners: ((exit: ChildExit) => void)[] = [];
    let nextPortId = 0;
    child.on('message', (message: unknown) => {
      const frame = frameSchema.parse(message);
      for (const listener of frameListeners) listener(frame);
    });
    frameListeners.push((frame) =>
      answerSafeStorage(frame, this.#electron.keychain(), (answer) => child.postMessage(answer)),
    );
    child.on('exit', (code) => {
      for (const listener of exitListeners) listener({ code, signal: null });
    });
    return {
      name: spec.name,
      // Known only after the process has started, therefore asked for each time.
      get pid() {
        return child.pid;
      },
      givePort(purpose, port) {
        child.postMessage({ kind: 'open', portId: nextPortId, purpose } satisfies Frame, [port]);
        nextPortId += 2;
      },
      onReady: (listener) => frameListeners.push((frame) => frame.kind === 'ready' && listener()),
      onRefused: (listener) =>
        frameListeners.push((frame) => frame.kind === 'refused' && listener(frame.message)),
      onRestartAsked: (listener) =>
        frameListeners.push((frame) => frame.kind === 'restart' && listener(frame.name)),
      onHeartbeat: (listener) => frameListeners.push((frame) => frame.kind === 'heartbeat' && listener()),
      onExit: (listener) => exitListeners.push(listener),
      stop: () => child.postMessage({ kind: 'stop' } satisfies Frame),
      kill: killNow,
    };
  }

  join(
    left: { child: ElectronChild; purpose: string },
    right: { child: ElectronChild; purpose: string },
  ): void {
    const { port1, port2 } = this.#electron.createChannel();
    left.child.givePort(left.purpose, port1);
    right.child.givePort(right.purpose, port2);
  }
}
