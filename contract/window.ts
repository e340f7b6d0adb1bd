import { attendantContract } from './attendant.ts';
import { kioskContract } from './kiosk.ts';

/** Everything that crosses the window's one line: the resident's verbs, and the technician's beside them. */
export const windowContract = { ...kioskContract, attendant: attendantContract };
