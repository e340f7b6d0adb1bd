import type { DeliverableKind } from '../../../contract/catalog.ts';
import type { Fault } from '../../../contract/device-common.ts';
import type { SuspensionCause } from './case-state.ts';

/** What the resident is told of a device fault. A fault with no better word means the device is away. */
export function suspensionCauseOf(deliverable: DeliverableKind, fault: Fault | null): SuspensionCause {
  if (deliverable === 'parcel') return 'locker_away';
  switch (fault?.code) {
    case 'paper_out':
      return 'printer_out_of_paper';
    case 'paper_jam':
    case 'paper_jammed':
    case 'cutter_error':
    case 'cutter_jammed':
      return 'printer_jammed';
    case 'cover_open':
      return 'printer_cover_open';
    default:
      return 'printer_away';
  }
}
