import type { AttendedStorageUnit, PaperSupply } from '../../../contract/attendant.ts';
import type { ReceiptPrinterStatus } from '../../../contract/device-classes.ts';
import type { NotedCount } from '../../../db/index.ts';
import { movedSince } from '../storage/index.ts';

export interface PaperCounts {
  sensor: ReceiptPrinterStatus['paper'] | null;
  printedInAll: number;
  /** What a technician noted last; null before the first time. */
  noted: NotedCount | null;
  /** Of the printer itself; null if it does not count or was not asked. */
  deviceCuts: number | null;
}

const levels = { ok: 'full', low: 'low', empty: 'out', full: 'full', unknown: 'unknown' } as const;

/** The receipt printer's roll with what was counted of it. */
export function paperSupply(
  { capacity, threshold, count, level, notedAt }: AttendedStorageUnit,
  { sensor, printedInAll, noted, deviceCuts }: PaperCounts,
): PaperSupply {
  const moved = { byJournal: printedInAll, byDevice: deviceCuts };
  return {
    sensor,
    printedInAll,
    printedSinceRefill: noted ? movedSince(noted, moved) : printedInAll,
    refilledAt: notedAt,
    cutsPerRoll: capacity,
    remaining: count,
    lowAt: threshold,
    level: levels[level],
    deviceCuts,
  };
}
