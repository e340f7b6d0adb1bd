import { describe, expect, it } from 'vitest';
import { lockerRig, printerRig, readerRig, scannerRig } from './class-rigs.ts';
import { busyRow, type FaultRig, idleRow, online, within } from './rig.ts';
import { type FaultRow, faultRows, reasonAgainst, type TestedClass } from './table.ts';

const rigs: Record<TestedClass, (hosted: boolean) => Promise<FaultRig>> = {
  'receipt-printer': printerRig,
  'pickup-locker': lockerRig,
  'id-card-reader': readerRig,
  'code-scanner': scannerRig,
};

/** What a person would lose if the row did not hold. */
const losses: Record<TestedClass, { idle: string; busy: string }> = {
  'receipt-printer': {
    idle: 'the next resident gets the slip',
    busy: 'nobody gets two slips, or is told of one that never came out',
  },
  'pickup-locker': {
    idle: 'the next resident gets to the parcel',
    busy: 'no door opens twice, or is told to be open while it is shut',
  },
  'id-card-reader': {
    idle: 'the next card is read',
    busy: 'nobody gets the case of half a card, and the card laid again is read',
  },
  'code-scanner': {
    idle: 'the next code is read',
    busy: 'no code comes twice or in part, and the code shown again is read',
  },
};

async function runRow({ deviceClass, phase, fault }: FaultRow): Promise<void> {
  const rig = await rigs[deviceClass](fault === 'host_crash' || fault === 'host_hang');
  try {
    await (phase === 'idle' ? idleRow(fault, rig) : busyRow(fault, rig));
  } finally {
    await rig.end();
  }
}

/** Rows whose busy device meets a second user. */
const meetings: Partial<Record<TestedClass, () => Promise<void>>> = {
  'receipt-printer': () => bothDone(printerRig, 2),
  'pickup-locker': () => bothDone(lockerRig, 1),
  'id-card-reader': () => newOneTakesOver(readerRig),
  'code-scanner': () => newOneTakesOver(scannerRig),
};

async function bothDone(makeRig: (hosted: boolean) => Promise<FaultRig>, effects: number): Promise<void> {
  const rig = await makeRig(false);
  try {
    await online(rig.use());
    expect(await Promise.all([rig.use().act(), rig.use().act()])).toEqual(['done', 'done']);
    expect(rig.effects()).toBe(effects);
  } finally {
    await rig.end();
  }
}

async function newOneTakesOver(makeRig: (hosted: boolean) => Promise<FaultRig>): Promise<void> {
  const rig = await makeRig(false);
  try {
    await online(rig.use());
    const first = rig.use().act();
    await within('the first has begun', () => rig.underWay());
    rig.tidyUp();
    expect(await rig.use().act()).toBe('done');
    expect(await first).toBe('failed');
    expect(rig.effects()).toBe(1);
  } finally {
    await rig.end();
  }
}

const testOf = (row: FaultRow): (() => Promise<void>) | null => {
  if (row.fault === 'busy') return row.phase === 'idle' ? null : (meetings[row.deviceClass] ?? null);
  return () => runRow(row);
};

describe('fault table', () => {
  it('a row with neither a test nor a reason -> is found', () => {
    const missing = faultRows.filter((row) => reasonAgainst(row) === null && testOf(row) === null);
    expect(missing).toEqual([]);
    expect(faultRows).toHaveLength(88);
  });

  describe.concurrent('rows', () => {
    for (const row of faultRows) {
      const test = testOf(row);
      if (reasonAgainst(row) !== null || !test) continue;
      const { deviceClass, phase, fault } = row;
      const loss = losses[deviceClass][phase === 'idle' ? 'idle' : 'busy'];
      it(`${deviceClass}, ${phase}: ${fault} -> ${loss}`, { timeout: 60_000 }, test);
    }
  });
});
