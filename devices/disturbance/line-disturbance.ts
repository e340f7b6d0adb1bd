import { type Clock, systemClock } from '../../contract/clock.ts';

/** What a bad line does to what crosses it. Figures of 0 and `false` do nothing. */
export interface LineTroubles {
  /** Nothing passes in either direction, and lines stay open: as a unit without power behind a serial server. */
  dead: boolean;
  /** The unit hears and acts, and no word of it arrives. */
  mute: boolean;
  /** These bits are wrong in every byte the unit sends. */
  wrongBits: number;
  /** Everything the unit sends comes so much later. */
  delayMs: number;
  /** What the unit sends comes in pieces of so many bytes; 0 leaves it as it is. Reports stay whole. */
  pieceBytes: number;
  /** Between two such pieces. */
  pieceGapMs: number;
  /** This share of the bytes is lost, in both directions; of reports, whole ones. 0 to 1. */
  lostShare: number;
  /** The adapter gives the host its own bytes back. */
  echo: boolean;
  /** So many bytes that nobody sent come before everything the unit sends. */
  noiseBytes: number;
}

export const noTroubles: LineTroubles = {
  dead: false,
  mute: false,
  wrongBits: 0,
  delayMs: 0,
  pieceBytes: 0,
  pieceGapMs: 5,
  lostShare: 0,
  echo: false,
  noiseBytes: 0,
};

export type Direction = 'to_unit' | 'from_unit';

/**
 * A disturbance of one unit's line, on whatever it lies; it outlives the lines. The same troubles with
 * the same random numbers do the same.
 */
export class LineDisturbance {
  readonly #clock: Clock;
  #random: () => number;
  #troubles: LineTroubles = noTroubles;
  #freeFromMs = Number.NEGATIVE_INFINITY;
  /** Sees everything that is about to cross, before it is disturbed; may change the troubles in time for it. */
  onCrossing: (direction: Direction, bytes: Uint8Array) => void = () => {};

  constructor(options: { clock?: Clock; random?: () => number } = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
  }

  get troubles(): LineTroubles {
    return this.#troubles;
  }

  /** These from now on, beside those of before. */
  set(troubles: Partial<LineTroubles>): void {
    this.#troubles = { ...this.#troubles, ...troubles };
  }

  /** Random numbers from now on. */
  seed(random: () => number): void {
    this.#random = random;
  }

  /** The line works as it should. */
  heal(): void {
    this.#troubles = noTroubles;
  }

  /** `isOpen` is asked again when what was held back is due. */
  fromUnit(
    bytes: Uint8Array,
    line: { deliver: (bytes: Uint8Array) => void; isOpen: () => boolean; keepsWhole: boolean },
  ): void {
    this.onCrossing('from_unit', bytes);
    const { dead, mute, wrongBits, delayMs, pieceBytes, pieceGapMs, noiseBytes } = this.#troubles;
    if (dead || mute || !line.isOpen()) return;
    const noise = Uint8Array.from({ length: noiseBytes }, () => Math.floor(this.#random() * 256));
    const bad = wrongBits === 0 ? bytes : bytes.map((byte) => byte ^ wrongBits);
    const messages = noiseBytes === 0 ? [bad] : [noise, bad];
    const whole = line.keepsWhole ? messages : [Uint8Array.from(messages.flatMap((part) => [...part]))];
    const size = pieceBytes > 0 && !line.keepsWhole ? pieceBytes : Number.POSITIVE_INFINITY;
    for (const message of whole) {
      const sent = this.#lose(message, line.keepsWhole);
      for (let offset = 0; offset < sent.length; offset += size) {
        const piece = sent.slice(offset, Math.min(sent.length, offset + size));
        this.#later(delayMs, offset > 0 ? pieceGapMs : 0, () => {
          if (line.isOpen()) line.deliver(piece);
        });
      }
    }
  }

  toUnit(
    bytes: Uint8Array,
    line: {
      deliver: (bytes: Uint8Array) => void;
      giveBack: (bytes: Uint8Array) => void;
      isOpen: () => boolean;
      keepsWhole: boolean;
    },
  ): void {
    this.onCrossing('to_unit', bytes);
    const { dead, echo } = this.#troubles;
    if (dead || !line.isOpen()) return;
    if (echo) line.giveBack(bytes);
    const heard = this.#lose(bytes, line.keepsWhole);
    if (heard.length > 0) line.deliver(heard);
  }

  /** An answer the bus waits for: it comes at once, wrong, or not at all. */
  answerNow(answer: () => Uint8Array | null, isOpen: () => boolean): Uint8Array | null {
    if (this.#troubles.dead || !isOpen()) return null;
    const told = answer();
    if (!told) return null;
    this.onCrossing('from_unit', told);
    const { dead, mute, wrongBits } = this.#troubles;
    if (dead || mute || !isOpen()) return null;
    return told.map((byte) => byte ^ wrongBits);
  }

  #lose(bytes: Uint8Array, keepsWhole: boolean): Uint8Array {
    const { lostShare } = this.#troubles;
    if (lostShare === 0) return bytes;
    if (keepsWhole) return this.#random() < lostShare ? new Uint8Array(0) : bytes;
    return bytes.filter(() => this.#random() >= lostShare);
  }

  /** In the order it was sent, also when a delay has just ended. */
  #later(delayMs: number, gapMs: number, deliver: () => void): void {
    const nowMs = this.#clock.monotonicMs();
    const dueMs = Math.max(nowMs + delayMs, this.#freeFromMs + gapMs);
    if (dueMs <= nowMs) {
      deliver();
      return;
    }
    this.#freeFromMs = dueMs;
    this.#clock.after(dueMs - nowMs, deliver);
  }
}
