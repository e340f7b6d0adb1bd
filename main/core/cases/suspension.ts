import type { DeliverableKind } from '../../../contract/catalog.ts';
import type { ReceiptPrinterStatus } from '../../../contract/device-classes.ts';
import type { Fault } from '../../../contract/device-common.ts';
import type { SuspensionCause } from './case-state.ts';

/** What the resident is told of a device fault. A fault with no better word means the device is away. */
export function suspensionCauseOf(deliverable: DeliverableKind, fault: Fault | null): SuspensionCause {
  if (deliverable === 'parcel') return 'locker_away';
  switch (fault?.code) {
    case 'paper_out':
      return 'printer_out_of_paper';
    case 'paper_jam':
    case 'cutter_error':
      return 'printer_jammed';
    case 'cover_open':
      return 'printer_cover_open';
    default:
      return 'printer_away';
  }
}

/** What keeps a printer from going on with a slip it has begun; null while it can. */
export function stallCauseOf(status: ReceiptPrinterStatus | null): SuspensionCause | null {
  if (!status) return 'printer_away';
  if (status.fault?.code === 'cutter_error' || status.paper === 'jammed') return 'printer_jammed';
  if (status.coverOpen) return 'printer_cover_open';
  if (status.paper === 'out') return 'printer_out_of_paper';
  return status.state === 'online' ? null : 'printer_away';
}
