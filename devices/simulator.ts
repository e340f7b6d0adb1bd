/**
 * A line as the simulated device sees it. The bench makes one for each connection of a driver,
 * over TCP or a pseudo-terminal.
 */
export interface SimulatorLine {
  send(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  onClosed(listener: () => void): void;
}

/** A model of a unit, played in software on the real bytes. It knows nothing of transports. */
export interface DeviceSimulator {
  /** A driver connected. State of the unit outlives the line, as on real units. */
  attach(line: SimulatorLine): void;
}

/** What a simulated HID unit sees of one program that opened it. */
export interface ReportSimulatorLine {
  send(report: Uint8Array): void;
  onReport(listener: (report: Uint8Array) => void): void;
  onFeatureReport(listener: (report: Uint8Array) => void): void;
  /** What the unit answers, report id first; null where it does not know the report. */
  onFeatureRequest(listener: (reportId: number) => Uint8Array | null): void;
  onClosed(listener: () => void): void;
}

/** A model of a unit that speaks in HID reports. */
export interface ReportSimulator {
  attach(line: ReportSimulatorLine): void;
}
