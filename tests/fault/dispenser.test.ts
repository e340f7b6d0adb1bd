import { dispenserRig } from './rigs/dispenser.ts';
import { describeRows } from './rows.ts';

describeRows('dispenser', dispenserRig);
