import { signaturePadRig } from './rigs/signature-pad.ts';
import { describeRows } from './rows.ts';

describeRows('signature-pad', signaturePadRig);
