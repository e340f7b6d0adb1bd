import { describe, it } from 'vitest';
import { playRow } from './play.ts';
import type { FaultRig, Setting } from './rig.ts';
import type { RigOptions } from './rigs/options.ts';
import { type FaultName, type FaultRow, faultRows, reasonAgainst, type TestedClass } from './table.ts';

import { realTime, steppedTime } from './time.ts';

export type MakeRig = (options: RigOptions) => Promise<FaultRig>;

const hostFaults: readonly FaultName[] = ['host_crash', 'host_hang'];
export const needsHost = ({ fault }: FaultRow) => hostFaults.includes(fault);

/** What a person would lose if the row did not hold. */
const losses: Record<TestedClass, { idle: string; inAct: string }> = {
  'receipt-printer': {
    idle: 'the next resident gets the slip',
    inAct: 'nobody gets two slips, or is told of one that never came out',
  },
  'document-printer': {
    idle: 'the next resident gets the document',
    inAct: 'no document comes out twice, or is told to be out while it is not',
  },
  'document-camera': {
    idle: 'the next page is taken',
    inAct: 'no page of somebody else is taken for this one',
  },
  'pickup-locker': {
    idle: 'the next resident gets to the parcel',
    inAct: 'no door opens twice, or is told to be open while it is shut',
  },
  dispenser: {
    idle: 'the next resident gets the card',
    inAct: 'no card comes out twice, or is told to be out while nobody can have it',
  },
  door: {
    idle: 'the next resident gets in',
    inAct: 'the lock is not let go twice, and nobody is told to push a door that holds',
  },
  'power-relay': {
    idle: 'the next frozen device is brought back',
    inAct: 'no device stays without power, or is told to have been off while it was not',
  },
  'signature-pad': {
    idle: 'the next resident can sign',
    inAct: 'no half of a signature is taken for the whole, and the one written again is',
  },
  'id-card-reader': {
    idle: 'the next card is read',
    inAct: 'nobody gets the case of half a card, and the card laid again is read',
  },
  'code-scanner': {
    idle: 'the next code is read',
    inAct: 'no code comes twice or in part, and the code shown again is read',
  },
};

export function titleOf({ deviceClass, driver, phase, fault }: FaultRow): string {
  const loss = losses[deviceClass][phase === 'idle' ? 'idle' : 'inAct'];
  return `${driver}, ${phase}: ${fault} -> ${loss}`;
}

export async function runRow(
  row: FaultRow,
  makeRig: MakeRig,
  setting: Setting,
  hostProgram?: string,
): Promise<void> {
  const time = setting === 'stepped' ? steppedTime() : realTime();
  const rig = await makeRig({ driver: row.driver, setting, time, hostProgram });
  try {
    await playRow(row, rig);
  } finally {
    await rig.end();
  }
}

/** A test for every row of the class that needs no host process. */
export function describeRows(
  deviceClass: TestedClass,
  makeRig: MakeRig,
  settingOf: (driver: string) => Setting = () => 'stepped',
): void {
  const rows = faultRows.filter(
    (row) => row.deviceClass === deviceClass && !needsHost(row) && reasonAgainst(row) === null,
  );
  for (const setting of ['stepped', 'real'] as const) {
    const ofSetting = rows.filter(({ driver }) => settingOf(driver) === setting);
    if (ofSetting.length === 0) continue;
    const suite = setting === 'stepped' ? describe : describe.concurrent;
    suite(`${deviceClass} under faults, ${setting}`, () => {
      for (const row of ofSetting) {
        it(titleOf(row), { timeout: 90_000 }, () => runRow(row, makeRig, setting));
      }
    });
  }
}
