export { HidPosScanner, type HidPosScannerOptions } from './hid-pos-scanner.ts';
export type { CodeScanner } from './port.ts';
export { SerialScanner, type SerialScannerOptions } from './serial-scanner.ts';
export { serveCodeScanner } from './serve.ts';
export { SimulatedHidPos, type SimulatedHidPosOptions } from './simulated-hid-pos.ts';
export { SimulatedCodeScanner, type SimulatedCodeScannerOptions } from './simulator.ts';
