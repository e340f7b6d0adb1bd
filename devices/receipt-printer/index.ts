export { encodeSlip } from './encode-slip.ts';
export { EscPosPrinter, type EscPosPrinterOptions } from './esc-pos.ts';
export { type Paper, type PaperBlock, type PaperRun, textOf } from './paper.ts';
export { paperToPng, paperToSvg } from './picture.ts';
export type { ReceiptPrinter } from './port.ts';
export { receiptPrinterRouter, serveReceiptPrinter } from './serve.ts';
export {
  type SimulatedPrinterState,
  SimulatedReceiptPrinter,
  type SimulatedReceiptPrinterOptions,
} from './simulator.ts';
