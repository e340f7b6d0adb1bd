export type { CodeScanner } from './port.ts';
export { SerialScanner, type SerialScannerOptions } from './serial-scanner.ts';
export { serveCodeScanner } from './serve.ts';
export { SimulatedCodeScanner, type SimulatedCodeScannerOptions } from './simulator.ts';
