import { powerRelayRig } from './rigs/power-relay.ts';
import { describeRows } from './rows.ts';

describeRows('power-relay', powerRelayRig);
