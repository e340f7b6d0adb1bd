export type { DocumentCamera, Still } from './port.ts';
export { SimulatedDocumentCamera, type SimulatedDocumentCameraOptions } from './simulator.ts';
export type { RgbPicture } from './yuv4mpeg.ts';
