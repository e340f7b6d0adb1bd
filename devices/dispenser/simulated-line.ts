import type { Clock } from '../../contract/clock.ts';
import type { SimulatorLine } from '../simulator.ts';

/** What the line between unit and host does to the bytes. */
export interface LineTroubles {
  /** From a message to its answer. */
  replyDelayMs: number;
  /** Messages leave in pieces of so many bytes; 0 sends them whole. */
  pieceBytes: number;
}

const ackDelayMs = 1;

/** Sends what a simulated unit says, with the misfortunes it was told. */
export class SimulatedUnitLine {
  readonly #clock: Clock;
  readonly #troubles: LineTroubles;
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

  sendAck(byte: number): void {
    this.#send(Uint8Array.of(byte), ackDelayMs);
  }

  sendReply(bytes: Uint8Array): void {
    this.#send(bytes, this.#troubles.replyDelayMs);
  }

  #send(bytes: Uint8Array, delayMs: number): void {
    if (this.isSilent) return;
    const line = this.#line;
    const { pieceBytes } = this.#troubles;
    const size = pieceBytes > 0 ? pieceBytes : bytes.length;
    const sendFrom = (offset: number) => {
      if (this.#line !== line || offset >= bytes.length) return;
      line?.send(bytes.slice(offset, offset + size));
      this.#clock.after(1, () => sendFrom(offset + size));
    };
    this.#clock.after(delayMs, () => sendFrom(0));
  }
}
