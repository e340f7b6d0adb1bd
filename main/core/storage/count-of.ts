import type { StorageUnit } from '../../../contract/device-common.ts';
import { unreachable } from '../../../contract/result.ts';
import type { NotedCount } from '../../../db/index.ts';

/** What has passed through a unit in the terminal's life: papers, sheets or items. */
export interface Moved {
  /** As the journal counts acts. */
  byJournal: number;
  /** As the device itself counts; null where it does not, or was not asked yet. */
  byDevice: number | null;
}

/** Does it give items, or take them? */
export function gives({ kind }: Pick<StorageUnit, 'kind'>): boolean {
  return kind !== 'cells' && kind !== 'retained';
}

/**
 * Items in a unit: as the device tells, or else as a technician noted, less (or more) what the journal
 * counted since, or what the device's own counter did where that is more, as with a feed button. A
 * device that was exchanged counts from less, and then proves nothing.
 */
export function countOf(unit: StorageUnit, noted: NotedCount | null, moved: Moved | null): number | null {
  if (unit.level === 'empty' && gives(unit)) return 0;
  if (unit.count !== null) return unit.count;
  if (!noted) return null;
  const since = moved ? movedSince(noted, moved) : 0;
  const count = (noted.count ?? unit.capacity) + (gives(unit) ? -since : since);
  return Math.min(unit.capacity, Math.max(0, count));
}

export function movedSince(noted: NotedCount, { byJournal, byDevice }: Moved): number {
  const device = byDevice !== null && noted.deviceCounter !== null ? byDevice - noted.deviceCounter : 0;
  return Math.max(0, byJournal - noted.usedBefore, device);
}

/**
 * What the sensors say, or the count where it says less: an estimate never makes a unit better than it
 * was seen. Where no sensor tells anything, the count is all there is.
 */
export function levelOf(unit: StorageUnit, count: number | null): StorageUnit['level'] {
  const { level, threshold } = unit;
  switch (level) {
    case 'empty':
    case 'full':
    case 'low':
      return level;
    case 'ok':
    case 'unknown':
      if (count === null) return level;
      if (!gives(unit)) return count >= threshold ? 'full' : 'ok';
      if (count > threshold) return 'ok';
      return count === 0 && level === 'unknown' ? 'empty' : 'low';
    default:
      return unreachable(level);
  }
}
