import type { Material } from '../../../contract/catalog.ts';
import type { CityPerson } from '../../../contract/city.ts';
import type { KioskView } from '../../../contract/kiosk.ts';
import type { PageReading } from '../../../contract/precheck.ts';
import type { ItemCode, LocalizedText } from '../../../contract/words.ts';
import type { CityValues } from '../catalog/index.ts';

/** What the session asks of the city. Every call has its deadline inside. */
export interface SessionCity {
  exchangeCityCode(
    code: string,
    signal: AbortSignal,
  ): Promise<
    | { kind: 'person'; person: CityPerson }
    | { kind: 'refused'; problem: 'code_expired' | 'code_replayed' | 'code_unknown' }
    | { kind: 'unreachable' }
  >;
  prefill(
    itemCode: ItemCode,
    idNumber: string,
    signal: AbortSignal,
  ): Promise<
    | { kind: 'values'; values: CityValues }
    | { kind: 'refused'; reason: LocalizedText }
    | { kind: 'unreachable' }
  >;
}

/** Reads a page; null when the pre-check could not answer in time. */
export type ReadPage = (
  layout: Material['layout'],
  image: Uint8Array,
  signal: AbortSignal,
) => Promise<PageReading | null>;

/** What the window shows besides the screen. */
export type ViewFrame = Pick<KioskView, 'site' | 'terminalName' | 'helpPhone'>;
