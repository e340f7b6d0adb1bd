import type { ReceiptPrinterStatus } from '../../../contract/device-classes.ts';
import type { Fault } from '../../../contract/device-common.ts';
import { unreachable } from '../../../contract/result.ts';
import type { SuspensionCause } from './case-state.ts';
import { effects, type HandingKind } from './effects.ts';

/** What the resident is told of a device fault. A fault with no better word means the device is away. */
export function suspensionCauseOf(kind: HandingKind, fault: Fault | null): SuspensionCause {
  const { performedBy } = effects[kind];
  switch (performedBy) {
    case 'pickup-locker':
      return 'locker_away';
    case 'door':
      return 'door_away';
    case 'dispenser':
      return fault?.code === 'hopper_empty' ? 'dispenser_empty' : 'dispenser_away';
    case 'receipt-printer':
    case 'document-printer':
      return printerCauseOf(fault);
    default:
      return unreachable(performedBy);
  }
}

function printerCauseOf(fault: Fault | null): SuspensionCause {
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
