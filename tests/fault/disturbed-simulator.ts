import type { DeviceSimulator, SimulatorLine } from '../../devices/simulator.ts';

/** What becomes of every piece of bytes the unit sends; null lets it vanish. */
type Disturbance = (bytes: Uint8Array) => Uint8Array | null;

/** A unit behind a line that a test disturbs. State of the disturbance outlives the lines. */
export class DisturbedSimulator implements DeviceSimulator {
  readonly #simulator: DeviceSimulator;
  #answer: Disturbance = (bytes) => bytes;
  #hears = true;
  #delayMs = 0;

  constructor(simulator: DeviceSimulator) {
    this.#simulator = simulator;
  }

  /** The line works as it should. */
  heal(): void {
    this.#answer = (bytes) => bytes;
    this.#hears = true;
    this.#delayMs = 0;
  }

  /** Dead in both directions on lines that stay open, as a unit without power behind a serial server. */
  goDead(): void {
    this.#hears = false;
    this.#answer = () => null;
  }

  /** The unit hears and acts, and no word of it arrives. */
  muteAnswers(): void {
    this.#answer = () => null;
  }

  /** Every answer arrives with a bit wrong in each byte. */
  garbleAnswers(): void {
    this.#answer = (bytes) => bytes.map((byte) => byte ^ 0x04);
  }

  /** Every answer comes so much later. */
  delayAnswers(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  attach(line: SimulatorLine): void {
    let closed = false;
    line.onClosed(() => {
      closed = true;
    });
    const send = (bytes: Uint8Array) => {
      if (!closed) line.send(bytes);
    };
    this.#simulator.attach({
      send: (bytes) => {
        const sent = this.#answer(bytes);
        if (!sent) return;
        if (this.#delayMs === 0) send(sent);
        else setTimeout(() => send(sent), this.#delayMs);
      },
      onData: (listener) =>
        line.onData((bytes) => {
          if (this.#hears) listener(bytes);
        }),
      onClosed: (listener) => line.onClosed(listener),
    });
  }
}
