import type { DeviceSimulator, ReportSimulator, ReportSimulatorLine, SimulatorLine } from '../simulator.ts';
import type { LineDisturbance } from './line-disturbance.ts';

/** A unit behind a byte line that is disturbed. */
export function disturbed(simulator: DeviceSimulator, disturbance: LineDisturbance): DeviceSimulator {
  return {
    attach(line: SimulatorLine) {
      const { isOpen, onClosed } = lifeOf(line);
      simulator.attach({
        onClosed,
        send: (bytes) =>
          disturbance.fromUnit(bytes, { deliver: (sent) => line.send(sent), isOpen, keepsWhole: false }),
        onData: (listener) =>
          line.onData((bytes) =>
            disturbance.toUnit(bytes, {
              deliver: listener,
              giveBack: (sent) => line.send(sent),
              isOpen,
              keepsWhole: false,
            }),
          ),
      });
    },
  };
}

/** A unit that speaks in reports, behind a bus that is disturbed. */
export function disturbedReports(simulator: ReportSimulator, disturbance: LineDisturbance): ReportSimulator {
  return {
    attach(line: ReportSimulatorLine) {
      const { isOpen, onClosed } = lifeOf(line);
      simulator.attach({
        onClosed,
        send: (report) =>
          disturbance.fromUnit(report, { deliver: (sent) => line.send(sent), isOpen, keepsWhole: true }),
        onReport: (listener) =>
          line.onReport((report) =>
            disturbance.toUnit(report, {
              deliver: listener,
              // A bus gives nothing back.
              giveBack: () => {},
              isOpen,
              keepsWhole: true,
            }),
          ),
        onFeatureReport: (listener) =>
          line.onFeatureReport((report) =>
            disturbance.toUnit(report, { deliver: listener, giveBack: () => {}, isOpen, keepsWhole: true }),
          ),
        onFeatureRequest: (listener) =>
          line.onFeatureRequest((reportId) => disturbance.answerNow(() => listener(reportId), isOpen)),
      });
    },
  };
}

function lifeOf(line: { onClosed(listener: () => void): void }) {
  let open = true;
  const listeners: (() => void)[] = [];
  line.onClosed(() => {
    open = false;
    for (const listener of listeners) listener();
  });
  return { isOpen: () => open, onClosed: (listener: () => void) => void listeners.push(listener) };
}
