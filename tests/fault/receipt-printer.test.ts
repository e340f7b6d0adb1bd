import { receiptPrinterRig } from './rigs/receipt-printer.ts';
import { describeRows } from './rows.ts';

describeRows('receipt-printer', receiptPrinterRig);
