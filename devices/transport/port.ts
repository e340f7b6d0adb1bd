import type { Result } from '../../contract/result.ts';

export type TransportFailure =
  | { kind: 'not_found'; detail: string }
  | { kind: 'busy'; detail: string }
  | { kind: 'lost'; detail: string }
  | { kind: 'timeout'; detail: string };

/**
 * One open line to a device. It lives for one connection and is never reopened: after `onLost`
 * a new one is made, so that what was written for the old line can never reach the device later.
 */
export interface Line {
  /** Called once when the line is gone for any reason other than `close`. */
  onLost(listener: (failure: TransportFailure) => void): void;
  close(): Promise<void>;
}

/** A line that carries a stream of bytes. */
export interface ByteLine extends Line {
  /** Resolves when the bytes were handed to the operating system and its buffer drained. */
  write(bytes: Uint8Array): Promise<Result<void, TransportFailure>>;
  /** One listener. Pieces arrive as the line delivers them, never aligned to frames. */
  onData(listener: (bytes: Uint8Array) => void): void;
}

/** A line that carries whole reports of a USB HID device. */
export interface ReportLine extends Line {
  /** `report` begins with its report id, 0 where the device does not number its reports. */
  sendReport(report: Uint8Array): Promise<Result<void, TransportFailure>>;
  sendFeatureReport(report: Uint8Array): Promise<Result<void, TransportFailure>>;
  /** What the unit answers begins with the report id. A unit that does not know the report fails as `lost`. */
  readFeatureReport(reportId: number): Promise<Result<Uint8Array, TransportFailure>>;
  /** One listener. An unnumbered report comes without an id; whether a numbered one keeps it differs. */
  onReport(listener: (report: Uint8Array) => void): void;
}

/** Opens lines as configured; the same interface for serial ports, TCP and HID. */
export interface Transport<Kind extends Line = ByteLine> {
  /** For humans: `tcp 127.0.0.1:5001`, `serial /dev/ttyS0 115200`, `hid 10c4:0007`. */
  readonly description: string;
  open(signal: AbortSignal): Promise<Result<Kind, TransportFailure>>;
}
