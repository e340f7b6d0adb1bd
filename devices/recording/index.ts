export {
  type Crossing,
  formatRecording,
  parseRecording,
  type Recording,
  type RecordingHead,
} from './crossing.ts';
export { RecordingTransport } from './recording-transport.ts';
export { ReplayTransport } from './replay-line.ts';
export { SimulatorTransport } from './simulator-transport.ts';
