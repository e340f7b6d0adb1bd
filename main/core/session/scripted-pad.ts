import { implement } from '@orpc/server';
import {
  type InkEvent,
  type SignaturePadStatus,
  signaturePadContract,
} from '../../../contract/device-classes.ts';
import { Feed, serveRpc, VirtualPort } from '../../../link/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';

const online: SignaturePadStatus = {
  state: 'online',
  fault: null,
  pad: { model: 'STU-430', firmware: '1.04', aspectRatio: 1.6 },
};

/** A device host of a signature pad, in memory: the test says what is written on it. */
export class ScriptedPad {
  readonly status = new Feed<SignaturePadStatus>(online);
  /** Times it was told to wipe. */
  clears = 0;
  #tell: ((event: InkEvent) => void) | null = null;
  #breakOff: (error: Error) => void = () => {};

  constructor(devices: DeviceDirectory) {
    const os = implement(signaturePadContract);
    const router = os.router({
      watchStatus: os.watchStatus.handler(({ signal }) => this.status.follow(signal)),
      watchInk: os.watchInk.handler(({ signal }) => this.#ink(signal)),
      clear: os.clear.handler(() => {
        this.clears += 1;
        this.tell({ type: 'blank' });
        return { effect: 'done' as const, fault: null, evidence: {} };
      }),
    });
    const left: VirtualPort = new VirtualPort(
      (data) => queueMicrotask(() => right.handleMessage(data)),
      () => {},
    );
    const right: VirtualPort = new VirtualPort(
      (data) => queueMicrotask(() => left.handleMessage(data)),
      () => {},
    );
    serveRpc(router, right, () => {});
    devices.attach('signature-pad', left);
  }

  get watched(): boolean {
    return this.#tell !== null;
  }

  tell(event: InkEvent): void {
    this.#tell?.(event);
  }

  /** A stroke with these x; the rest does not matter. */
  write(...xs: number[]): void {
    const [first, ...more] = xs.map((x, index) => ({ x, y: 0.5, pressure: 0.7, timeMs: index * 5 }));
    if (first) this.tell({ type: 'ink', begins: true, points: [first] });
    if (more.length > 0) this.tell({ type: 'ink', begins: false, points: more });
    this.tell({ type: 'pen_lifted' });
  }

  breakOff(): void {
    this.#breakOff(new Error('the host is gone'));
  }

  async *#ink(signal: AbortSignal | undefined): AsyncGenerator<InkEvent, void, void> {
    const queue: InkEvent[] = [{ type: 'blank' }];
    let wake: () => void = () => {};
    let broken: Error | null = null;
    this.#tell = (event) => {
      queue.push(event);
      wake();
    };
    this.#breakOff = (error) => {
      broken = error;
      wake();
    };
    signal?.addEventListener('abort', () => wake());
    try {
      while (!signal?.aborted) {
        if (broken) throw broken;
        const event = queue.shift();
        if (event) yield event;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.#tell = null;
    }
  }
}
