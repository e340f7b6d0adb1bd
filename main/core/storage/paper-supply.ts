import type { AttendedStorageUnit, PaperSupply } from '../../../contract/attendant.ts';
import type { ReceiptPrinterStatus } from '../../../contract/device-classes.ts';
import type { NotedCount } from '../../../db/index.ts';
import { type Moved, movedSince } from './count-of.ts';

const levels = { ok: 'full', low: 'low', empty: 'out', full: 'full', unknown: 'unknown' } as const;

/** The receipt printer's roll with what the journal and the printer counted of it. */
export function paperSupply(
  { capacity, threshold, count, level, notedAt }: AttendedStorageUnit,
  told: { sensor: ReceiptPrinterStatus['paper'] | null; noted: NotedCount | null; moved: Moved },
): PaperSupply {
  const { sensor, noted, moved } = told;
  return {
    sensor,
    printedInAll: moved.byJournal,
    printedSinceRefill: noted ? movedSince(noted, moved) : moved.byJournal,
    refilledAt: notedAt,
    cutsPerRoll: capacity,
    remaining: count,
    lowAt: threshold,
    level: levels[level],
    deviceCuts: moved.byDevice,
  };
}
