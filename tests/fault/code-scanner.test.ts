import { codeScannerRig } from './rigs/code-scanner.ts';
import { describeRows } from './rows.ts';

describeRows('code-scanner', codeScannerRig);
