/** A stream decoder under test; messages are told as text so that they can be compared. */
export interface Decoder {
  push(bytes: Uint8Array): string[];
  /** What the driver does after a silence on the line, and the messages that ends. */
  fallSilent(): string[];
  readonly pendingBytes: number;
}

export interface FuzzTarget {
  name: string;
  /** Frames a unit may send, and what the decoder must make of each. */
  goodFrames: readonly { bytes: Uint8Array; message: string }[];
  maxPendingBytes: number;
  make(): Decoder;
}
