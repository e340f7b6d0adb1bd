import type { SteppedClock } from '../../contract/test-clock.ts';
import { HttpCarrier, type IppCarrier } from '../../devices/document-printer/index.ts';
import {
  type Crossing,
  RecordingCarrier,
  RecordingReportTransport,
  RecordingTransport,
  ReplayCarrier,
  ReplayReportTransport,
  ReplayTransport,
} from '../../devices/recording/index.ts';
import type { DeviceSimulator, ReportSimulator } from '../../devices/simulator.ts';
import type { ReportLine, Transport } from '../../devices/transport/index.ts';
import { type Cable, hidLane, httpLane, memoryLane } from '../fault/lines.ts';

/** A way to a unit that can be written down and played back. */
export interface Medium<Simulator, Way> {
  record(
    simulator: Simulator,
    clock: SteppedClock,
  ): { way: Way; cable: Cable; crossings: () => readonly Crossing[] };
  replay(
    crossings: readonly Crossing[],
    clock: SteppedClock,
  ): { way: Way; check(): void; isFinished: () => boolean };
}

/** A stream of bytes. */
export const bytesMedium: Medium<DeviceSimulator, Transport> = {
  record(simulator, clock) {
    const { way, cable } = memoryLane(simulator);
    const recording = new RecordingTransport(way, clock);
    return { way: recording, cable, crossings: () => recording.crossings };
  },
  replay(crossings, clock) {
    const replay = new ReplayTransport(crossings, clock);
    return { way: replay, check: () => replay.check(), isFinished: () => replay.finished };
  },
};

/** HID reports. */
export const reportsMedium: Medium<ReportSimulator, Transport<ReportLine>> = {
  record(simulator, clock) {
    const { way, cable } = hidLane(simulator);
    const recording = new RecordingReportTransport(way, clock);
    return { way: recording, cable, crossings: () => recording.crossings };
  },
  replay(crossings, clock) {
    const replay = new ReplayReportTransport(crossings, clock);
    return { way: replay, check: () => replay.check(), isFinished: () => replay.finished };
  },
};

export const printerUri = 'ipp://127.0.0.1/ipp/print';

/** Bodies of HTTP. */
export const httpMedium: Medium<DeviceSimulator, IppCarrier> = {
  record(simulator, clock) {
    const { way: connect, cable } = httpLane(simulator);
    const recording = new RecordingCarrier(new HttpCarrier({ uri: printerUri, clock, connect }), clock);
    return { way: recording, cable, crossings: () => recording.crossings };
  },
  replay(crossings, clock) {
    const replay = new ReplayCarrier(crossings, clock);
    return { way: replay, check: () => replay.check(), isFinished: () => replay.finished };
  },
};
