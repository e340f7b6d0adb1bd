import type { ServiceItem } from '../../../contract/catalog.ts';
import type { Screen } from '../../../contract/kiosk.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';

type ItemListScreen = Extract<Screen, { name: 'item_list' }>;
type UnavailableReason = NonNullable<ItemListScreen['items'][number]['unavailable']>;

/**
 * Why an item cannot be done here and now, or null. A missing receipt does not close an item, since
 * the case is safe without it; a missing certificate or parcel does, since it is what the person came for.
 */
export function unavailableReason(
  item: ServiceItem,
  devices: DeviceDirectory,
  cityReachable: boolean,
): UnavailableReason | null {
  if (item.network === 'required' && !cityReachable) return 'city_unreachable';
  if (item.deliverables.includes('certificate')) {
    const printer = devices.status('receipt-printer');
    if (printer?.paper === 'out') return 'printer_out_of_paper';
    if (printer?.state !== 'online') return 'printer_unavailable';
  }
  if (item.deliverables.includes('parcel') && !devices.isOnline('pickup-locker')) return 'locker_unavailable';
  return null;
}
