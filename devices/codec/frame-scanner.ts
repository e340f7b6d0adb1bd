export interface FrameShape {
  /** A frame begins with one of these. */
  starts: readonly Uint8Array[];
  /**
   * Total length of the frame at the beginning of `head`, which starts with one of `starts`: `more`
   * while it cannot be told yet, `invalid` where no frame of the protocol looks like this.
   */
  measure(head: Uint8Array): number | 'more' | 'invalid';
  /** Is the trailer of this complete frame right? */
  verify(frame: Uint8Array): boolean;
  /** No longer frame exists; also the size the buffer never exceeds. */
  maxLength: number;
}

/**
 * Cuts a stream of bytes into frames. After a frame that is not right it drops one byte and looks
 * again, so that a good frame swallowed by a broken one before it is still found.
 */
export class FrameScanner {
  readonly #shape: FrameShape;
  #buffer = new Uint8Array(0);
  #damagedCount = 0;

  constructor(shape: FrameShape) {
    this.#shape = shape;
  }

  /** Bytes of an unfinished frame; 0 when nothing is pending. Never more than `maxLength`. */
  get pendingBytes(): number {
    return this.#buffer.length;
  }

  /** How many candidates of full length failed their check since the start. */
  get damagedCount(): number {
    return this.#damagedCount;
  }

  push(bytes: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = [];
    // In portions, so that a flood is worked off as it comes in and the buffer keeps its bound.
    for (let offset = 0; offset < bytes.length; ) {
      const portion = bytes.subarray(offset, offset + this.#shape.maxLength - this.#buffer.length);
      offset += portion.length;
      const joined = new Uint8Array(this.#buffer.length + portion.length);
      joined.set(this.#buffer);
      joined.set(portion, this.#buffer.length);
      this.#buffer = joined;
      this.#cut(frames);
    }
    return frames;
  }

  /** Gives up the unfinished frame and returns the complete ones behind its start. */
  abandon(): Uint8Array[] {
    const frames: Uint8Array[] = [];
    while (this.#buffer.length > 0) {
      this.#buffer = this.#buffer.slice(1);
      this.#cut(frames);
    }
    return frames;
  }

  #cut(frames: Uint8Array[]): void {
    let rest = this.#buffer;
    while (rest.length > 0) {
      const found = this.#matchStart(rest);
      if (found === 'more') break;
      if (found === 'no') {
        rest = rest.subarray(1);
        continue;
      }
      const length = this.#shape.measure(rest);
      if (length === 'invalid' || (length !== 'more' && length > this.#shape.maxLength)) {
        rest = rest.subarray(1);
        continue;
      }
      if (length === 'more' || length > rest.length) {
        // A head as long as the longest frame that still cannot be measured is no frame.
        if (rest.length < this.#shape.maxLength) break;
        rest = rest.subarray(1);
        continue;
      }
      const frame = rest.slice(0, length);
      if (this.#shape.verify(frame)) {
        frames.push(frame);
        rest = rest.subarray(length);
      } else {
        this.#damagedCount++;
        rest = rest.subarray(1);
      }
    }
    this.#buffer = rest.slice();
  }

  #matchStart(bytes: Uint8Array): 'yes' | 'more' | 'no' {
    let partly = false;
    for (const start of this.#shape.starts) {
      const length = Math.min(start.length, bytes.length);
      if (!start.subarray(0, length).every((byte, index) => byte === bytes[index])) continue;
      if (length === start.length) return 'yes';
      partly = true;
    }
    return partly ? 'more' : 'no';
  }
}
