import { implement } from '@orpc/server';
import { receiptPrinterContract } from '../../contract/devices/receipt-printer.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import { EscPosPrinter } from './esc-pos.ts';
import type { ReceiptPrinter } from './port.ts';

export function serveReceiptPrinter(
  config: NonNullable<DevicesConfig['receipt-printer']>,
  means?: RecoveryMeans,
): ServedDevice {
  const printer = new EscPosPrinter({
    transport: makeTransport(config.transport),
    evidence: config.evidence,
    roll: config.roll,
    means,
  });
  return {
    router: receiptPrinterRouter(printer),
    start: () => printer.start(),
    stop: () => printer.stop(),
  };
}

const forEver = new AbortController().signal;

/** The class's contract over any driver. */
export function receiptPrinterRouter(printer: ReceiptPrinter) {
  const os = implement(receiptPrinterContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => printer.status.follow(signal)),
    print: os.print.handler(({ input, signal }) => printer.print(input, signal ?? forEver)),
    lookUpJob: os.lookUpJob.handler(({ input }) => printer.lookUpJob(input.jobId)),
    cancelJob: os.cancelJob.handler(({ input, signal }) => printer.cancel(input.jobId, signal ?? forEver)),
    readCutCount: os.readCutCount.handler(async () => ({ cutCount: await printer.readCutCount() })),
  });
}
