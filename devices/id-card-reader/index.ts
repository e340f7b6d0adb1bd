export { type HidWrapper, wrapHidTransport } from './hid-wrapper.ts';
export { MiaxisDeviceSide } from './miaxis-device-side.ts';
export { miaxisWrapper } from './miaxis-wrapper.ts';
export type { IdCardReader } from './port.ts';
export { SamVReader, type SamVReaderOptions } from './sam-v.ts';
export { serveIdCardReader } from './serve.ts';
export { type CardManner, SimulatedIdCardReader, type SimulatedIdCardReaderOptions } from './simulator.ts';
