import type { ServiceItem } from '../../../contract/catalog.ts';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import type { QueueLimit } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';

type ItemListScreen = Extract<Screen, { name: 'item_list' }>;
type UnavailableReason = NonNullable<ItemListScreen['items'][number]['unavailable']>;

/**
 * Why an item cannot be done here and now, or null. A missing receipt does not close an item, since
 * the case is safe without it; a missing certificate, parcel or card does, since it is what the person
 * came for. While the city is away a case that would have to wait is taken as long as there is room.
 */
export function unavailableReason(
  item: ServiceItem,
  devices: DeviceDirectory,
  cityReachable: boolean,
  queueLimit: () => QueueLimit | null,
): UnavailableReason | null {
  if (item.network === 'required' && !cityReachable) return 'city_unreachable';
  if (!cityReachable) {
    const limit = queueLimit();
    if (limit) return limit;
  }
  const wanted = item.deliverables.includes('card')
    ? 'cards'
    : item.deliverables.includes('invoice')
      ? 'invoices'
      : null;
  if (wanted) {
    const dispenser = devices.status('dispenser');
    // One hopper holds one kind.
    const isOther = dispenser?.storage.some(({ kind }) => kind !== 'retained' && kind !== wanted);
    if (isOther) return wanted === 'invoices' ? 'invoices_not_here' : 'dispenser_unavailable';
    const isEmpty = dispenser?.storage.some(({ kind, level }) => kind !== 'retained' && level === 'empty');
    if (isEmpty) return 'dispenser_empty';
    if (dispenser?.state !== 'online') return 'dispenser_unavailable';
  }
  if (item.deliverables.includes('room') && !devices.isOnline('door')) return 'door_unavailable';
  if (item.deliverables.includes('certificate') && !devices.isOnline('document-printer')) {
    const printer = devices.status('receipt-printer');
    if (printer?.paper === 'out') return 'printer_out_of_paper';
    if (printer?.state !== 'online') return 'printer_unavailable';
  }
  if (item.deliverables.includes('parcel') && !devices.isOnline('pickup-locker')) return 'locker_unavailable';
  return null;
}
