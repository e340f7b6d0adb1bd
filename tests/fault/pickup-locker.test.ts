import { pickupLockerRig } from './rigs/pickup-locker.ts';
import { describeRows } from './rows.ts';

describeRows('pickup-locker', pickupLockerRig);
