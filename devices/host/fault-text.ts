import type { Fault } from '../../contract/device-common.ts';
import type { LocalizedText } from '../../contract/words.ts';

/** What people are told of a fault, and who acts next. */
export interface FaultText {
  nextAct: Fault['nextAct'];
  resident: LocalizedText;
  technician: LocalizedText;
}
