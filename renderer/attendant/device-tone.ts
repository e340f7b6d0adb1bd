import { CircleAlert, CircleCheck, Clock3 } from 'lucide-react';
import type { AttendedDevice, DeviceAnswer } from '../../contract/attendant.ts';
import { unreachable } from '../../contract/result.ts';

export type Tone = 'good' | 'wait' | 'bad';

export const toneIcons = { good: CircleCheck, wait: Clock3, bad: CircleAlert } as const;

export function toneOf({ state, fault, hostRuns }: AttendedDevice): Tone {
  if (!hostRuns) return 'bad';
  if (state === 'unknown') return 'wait';
  if (state !== 'online') return 'bad';
  return fault ? 'wait' : 'good';
}

export function isInNeed(device: AttendedDevice): boolean {
  return toneOf(device) !== 'good';
}

export function toneOfVerdict(verdict: DeviceAnswer['verdict']): Tone {
  switch (verdict) {
    case 'passed':
      return 'good';
    case 'attention':
      return 'wait';
    case 'failed':
    case 'no_answer':
      return 'bad';
    default:
      return unreachable(verdict);
  }
}

/** Worst first, so that what has to be done is read first. */
export const toneOrder = { bad: 0, wait: 1, good: 2 } as const satisfies Record<Tone, number>;
