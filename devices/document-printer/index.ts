export { type CarriedRequest, type CarryFailure, HttpCarrier, type IppCarrier } from './http-carrier.ts';
export { IppPrinter, type IppPrinterOptions } from './ipp-printer.ts';
export type { DocumentJob, DocumentPrinter, DocumentToPrint } from './port.ts';
export { serveDocumentPrinter } from './serve.ts';
export {
  type PrintedDocument,
  SimulatedDocumentPrinter,
  type SimulatedDocumentPrinterOptions,
  type SimulatedDocumentPrinterState,
} from './simulator.ts';
