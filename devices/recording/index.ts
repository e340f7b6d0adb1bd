export { RecordingCarrier, ReplayCarrier } from './carriers.ts';
export {
  type Crossing,
  formatRecording,
  parseRecording,
  type Recording,
  type RecordingHead,
} from './crossing.ts';
export { RecordingReportTransport, RecordingTransport } from './recording-transport.ts';
export { ReplayReportTransport, ReplayTransport } from './replay-line.ts';
export { SimulatorTransport } from './simulator-transport.ts';
