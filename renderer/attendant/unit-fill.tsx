import type { ReactNode } from 'react';
import type { AttendedStorageUnit } from '../../contract/attendant.ts';
import { unreachable } from '../../contract/result.ts';
import type { Tone } from './device-tone.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

export function toneOfLevel({ level }: Pick<AttendedStorageUnit, 'level'>): Tone {
  switch (level) {
    case 'ok':
      return 'good';
    case 'low':
    case 'unknown':
      return 'wait';
    case 'empty':
    case 'full':
      return 'bad';
    default:
      return unreachable(level);
  }
}

/** How much is in a unit: a bar with the mark from which it counts as low or full, and the figures. */
export function UnitFill({ unit }: { readonly unit: AttendedStorageUnit }): ReactNode {
  const { supplies: texts } = useAttendantTexts();
  const { count, capacity, threshold } = unit;
  const share = (items: number) => `${Math.min(100, (100 * items) / capacity)}%`;
  return (
    <span className="desk-fill">
      <span className="desk-fill-bar" aria-hidden="true">
        {count !== null && <span style={{ width: share(count) }} />}
        <i style={{ left: share(threshold) }} />
      </span>
      <span>{count === null ? texts.notCounted(capacity) : texts.of(count, capacity)}</span>
    </span>
  );
}
