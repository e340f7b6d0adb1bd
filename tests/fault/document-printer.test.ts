import { documentPrinterRig } from './rigs/document-printer.ts';
import { describeRows } from './rows.ts';

describeRows('document-printer', documentPrinterRig);
