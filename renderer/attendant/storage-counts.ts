import type { AttendedStorageUnit } from '../../contract/attendant.ts';

/** A count that was set by hand. */
export interface CountChange {
  /** Null: nobody knew. */
  readonly before: number | null;
  readonly after: number;
}

/**
 * What a unit would hold had the count not been set: the count before, less or more what has come out
 * or gone in since. Null where nothing was known before, or where the change changed nothing.
 */
export function restoredCount(
  { before, after }: CountChange,
  { count, capacity }: Pick<AttendedStorageUnit, 'count' | 'capacity'>,
): number | null {
  if (before === null || before === after) return null;
  const since = count === null ? 0 : count - after;
  return Math.min(capacity, Math.max(0, before + since));
}

/** The next number typed on the pad; none longer than the capacity has digits. */
export function typedCount(before: string, digit: string, capacity: number): string {
  const typed = before === '0' ? digit : before + digit;
  return typed.length > String(capacity).length ? before : typed;
}
