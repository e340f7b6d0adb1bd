import { describeRows } from './rows.ts';
import { doorRig } from './rigs/door.ts';

describeRows('door', doorRig);
