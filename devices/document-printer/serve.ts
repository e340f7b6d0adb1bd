import { implement } from '@orpc/server';
import { documentPrinterContract } from '../../contract/devices/document-printer.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { IppPrinter } from './ipp-printer.ts';
import type { DocumentPrinter } from './port.ts';

export function serveDocumentPrinter(
  config: NonNullable<DevicesConfig['document-printer']>,
  means?: RecoveryMeans,
): ServedDevice {
  const printer = new IppPrinter({ uri: config.uri, media: config.media, tray: config.tray, means });
  return {
    router: documentPrinterRouter(printer),
    start: () => printer.start(),
    stop: () => printer.stop(),
  };
}

const forEver = new AbortController().signal;

/** The class's contract over any driver. */
export function documentPrinterRouter(printer: DocumentPrinter) {
  const os = implement(documentPrinterContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => printer.status.follow(signal)),
    print: os.print.handler(async ({ input, signal }) => {
      const pdf = new Uint8Array(await input.pdf.arrayBuffer());
      return printer.print({ ...input, pdf }, signal ?? forEver);
    }),
    lookUpJob: os.lookUpJob.handler(({ input }) => printer.lookUpJob(input)),
    readSheetCount: os.readSheetCount.handler(async () => ({ sheetCount: await printer.readSheetCount() })),
  });
}
