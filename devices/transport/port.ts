import type { Result } from '../../contract/result.ts';

export type TransportFailure =
  | { kind: 'not_found'; detail: string }
  | { kind: 'busy'; detail: string }
  | { kind: 'lost'; detail: string }
  | { kind: 'timeout'; detail: string };

/**
 * One open line to a device. It lives for one connection and is never reopened: after `onLost`
 * a new one is made, so that bytes written for the old line can never reach the device later.
 */
export interface ByteLine {
  /** Resolves when the bytes were handed to the operating system and its buffer drained. */
  write(bytes: Uint8Array): Promise<Result<void, TransportFailure>>;
  /** One listener. Pieces arrive as the line delivers them, never aligned to frames. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Called once when the line is gone for any reason other than `close`. */
  onLost(listener: (failure: TransportFailure) => void): void;
  close(): Promise<void>;
}

/** Opens lines as configured; the same interface for serial ports, TCP and later HID. */
export interface Transport {
  /** For humans: `tcp 127.0.0.1:5001`, `serial /dev/ttyS0 115200`. */
  readonly description: string;
  open(signal: AbortSignal): Promise<Result<ByteLine, TransportFailure>>;
}
