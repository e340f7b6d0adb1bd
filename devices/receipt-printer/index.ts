export { EscPosPrinter, type EscPosPrinterOptions } from './esc-pos.ts';
export type { Paper, PaperBlock, PaperRun } from './paper.ts';
export { paperToPng, paperToSvg } from './picture.ts';
export type { ReceiptPrinter } from './port.ts';
export { serveReceiptPrinter } from './serve.ts';
export {
  type SimulatedPrinterState,
  SimulatedReceiptPrinter,
  type SimulatedReceiptPrinterOptions,
} from './simulator.ts';
