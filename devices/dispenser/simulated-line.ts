import type { Clock } from '../../contract/clock.ts';
import type { SimulatorLine } from '../simulator.ts';

/** What the line between unit and host does to the bytes. */
export interface LineTroubles {
  /** From a message to its answer. */
  replyDelayMs: number;
  /** Messages leave in pieces of so many bytes; 0 sends them whole. */
  pieceBytes: number;
}

export type Kept = 'ack' | 'reply' | 'command' | 'enquiry';

/** Sends what a simulated unit says, with the misfortunes it was told. */
export class SimulatedUnitLine {
  readonly #clock: Clock;
  readonly #troubles: LineTroubles;
  readonly #losses = new Map<Kept, number>();
  #line: SimulatorLine | undefined;
  /** The unit works and nothing it says comes through. */
  isSilent = false;

  constructor(clock: Clock, troubles: LineTroubles) {
    this.#clock = clock;
    this.#troubles = troubles;
  }

  attach(line: SimulatorLine, onData: (bytes: Uint8Array) => void): void {
    this.#line = line;
    line.onData(onData);
    line.onClosed(() => {
      if (this.#line === line) this.#line = undefined;
    });
  }

  /** The next `times` messages of this kind never arrive. */
  lose(kind: Kept, times = 1): void {
    this.#losses.set(kind, times);
  }

  /** True when a message of this kind was to be lost. */
  isLost(kind: Kept): boolean {
    const left = this.#losses.get(kind) ?? 0;
    if (left > 0) this.#losses.set(kind, left - 1);
    return left > 0;
  }

  send(kind: 'ack' | 'reply', bytes: Uint8Array): void {
    if (this.isSilent || this.isLost(kind)) return;
    const line = this.#line;
    const { replyDelayMs, pieceBytes } = this.#troubles;
    const size = pieceBytes > 0 ? pieceBytes : bytes.length;
    const sendFrom = (offset: number) => {
      if (this.#line !== line || offset >= bytes.length) return;
      line?.send(bytes.slice(offset, offset + size));
      this.#clock.after(1, () => sendFrom(offset + size));
    };
    this.#clock.after(kind === 'ack' ? 1 : replyDelayMs, () => sendFrom(0));
  }
}
