import type { PaperSupply } from '../../../contract/attendant.ts';
import type { ReceiptPrinterStatus } from '../../../contract/device-classes.ts';
import type { NotedCount } from '../../../db/index.ts';

export interface PaperCounts {
  printedInAll: number;
  refill: NotedCount | null;
  /** Of the printer itself; null if it does not count or was not asked. */
  deviceCuts: number | null;
}

/**
 * How much of the roll is left: the journal's papers since the refill, or the printer's own counter
 * where it has counted more, as with cuts by its feed button. A printer that was exchanged counts
 * from less, and then proves nothing.
 */
export function paperSupply(
  { printedInAll, refill, deviceCuts }: PaperCounts,
  limits: { cutsPerRoll: number; lowAt: number },
  sensor: ReceiptPrinterStatus['paper'] | null,
): PaperSupply {
  const byJournal = printedInAll - (refill?.usedBefore ?? 0);
  const byDevice =
    deviceCuts !== null && refill && refill.deviceCounter !== null ? deviceCuts - refill.deviceCounter : 0;
  const printedSinceRefill = Math.max(byJournal, byDevice);
  const remaining = refill ? Math.max(0, (refill.count ?? limits.cutsPerRoll) - printedSinceRefill) : null;
  return {
    ...limits,
    sensor,
    printedInAll,
    printedSinceRefill,
    refilledAt: refill?.at ?? null,
    remaining,
    deviceCuts,
    level: levelOf(sensor, remaining, limits.lowAt),
  };
}

function levelOf(
  sensor: PaperSupply['sensor'],
  remaining: number | null,
  lowAt: number,
): PaperSupply['level'] {
  if (sensor === 'out') return 'out';
  if (sensor === 'low' || (remaining !== null && remaining <= lowAt)) return 'low';
  return sensor === 'full' ? 'full' : 'unknown';
}
