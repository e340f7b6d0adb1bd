import type { DocumentPrinterStatus } from '../../contract/device-classes.ts';
import type { StorageUnit } from '../../contract/device-common.ts';
import type { TrayReport } from './reports.ts';

/** Sheets in a full tray where the printer does not tell, and how few are few. */
export type TraySize = Pick<StorageUnit, 'capacity' | 'threshold'>;

/** The trays as the printer tells of them; one as configured where it tells nothing. */
export function storageOf(
  trays: readonly TrayReport[],
  paper: DocumentPrinterStatus['paper'],
  size: TraySize,
): StorageUnit[] {
  if (trays.length === 0) return [unit('tray', size, null, levelOf(paper))];
  return trays.map(({ capacity, sheets }, index) => {
    const unitId = trays.length === 1 ? 'tray' : `tray-${index + 1}`;
    // Which of several trays a reason means is not told; how much is in each may be.
    const told = trays.length === 1 ? levelOf(paper) : 'unknown';
    const threshold = Math.min(size.threshold, capacity);
    return unit(unitId, { capacity, threshold }, sheets, levelOfCount(sheets, threshold) ?? told);
  });
}

function unit(
  unitId: string,
  size: TraySize,
  count: number | null,
  level: StorageUnit['level'],
): StorageUnit {
  return { unitId, kind: 'paper_tray', ...size, count, level };
}

function levelOfCount(sheets: number | null, threshold: number): StorageUnit['level'] | null {
  if (sheets === null) return null;
  if (sheets === 0) return 'empty';
  return sheets <= threshold ? 'low' : 'ok';
}

function levelOf(paper: DocumentPrinterStatus['paper']): StorageUnit['level'] {
  switch (paper) {
    case 'full':
      return 'ok';
    case 'low':
      return 'low';
    case 'out':
      return 'empty';
    default:
      return 'unknown';
  }
}
