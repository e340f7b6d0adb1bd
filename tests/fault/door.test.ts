import { doorRig } from './rigs/door.ts';
import { describeRows } from './rows.ts';

describeRows('door', doorRig);
