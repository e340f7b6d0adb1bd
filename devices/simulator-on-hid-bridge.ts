import { FrameScanner } from './codec/index.ts';
import type { DeviceSimulator, ReportSimulator, SimulatorLine } from './simulator.ts';
import { hidBridgeFrame, hidBridgeFrameKind, hidBridgeShape } from './transport/index.ts';

const nothing = new Uint8Array(0);

/** The unit's end of a HID bridge: a simulated unit of reports becomes one of bytes, for any TCP port. */
export class SimulatorOnHidBridge implements DeviceSimulator {
  readonly #unit: ReportSimulator;

  constructor(unit: ReportSimulator) {
    this.#unit = unit;
  }

  attach(line: SimulatorLine): void {
    const scanner = new FrameScanner(hidBridgeShape);
    const send = (kind: number, report: Uint8Array) => line.send(hidBridgeFrame.encode({ kind, report }));
    let output: (report: Uint8Array) => void = () => {};
    let feature: (report: Uint8Array) => void = () => {};
    let answerFeature: (reportId: number) => Uint8Array | null = () => null;
    this.#unit.attach({
      send: (report) => send(hidBridgeFrameKind.input, report),
      onReport: (listener) => {
        output = listener;
      },
      onFeatureReport: (listener) => {
        feature = listener;
      },
      onFeatureRequest: (listener) => {
        answerFeature = listener;
      },
      onClosed: (listener) => line.onClosed(listener),
    });
    line.onData((bytes) => {
      for (const found of scanner.push(bytes)) {
        const frame = hidBridgeFrame.decode(found);
        if (!frame.ok) continue;
        const { kind, report } = frame.value;
        if (kind === hidBridgeFrameKind.output) output(report);
        else if (kind === hidBridgeFrameKind.feature) feature(report);
        else if (kind === hidBridgeFrameKind.feature_asked) {
          send(hidBridgeFrameKind.feature_answer, answerFeature(report[0] ?? 0) ?? nothing);
        } else if (kind === hidBridgeFrameKind.presence_asked) send(hidBridgeFrameKind.present, nothing);
      }
    });
  }
}
