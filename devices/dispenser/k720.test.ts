import { describe, expect, it, onTestFinished } from 'vitest';
import { describeDispenser, hearEvents, never, statusWhere, unitOf } from './conformance.ts';
import type { DispenserConfig, DispenserTimes } from './drivers.ts';
import { SimulatedK720, type SimulatedK720Options } from './simulated-k720.ts';
import { connectSimulated } from './simulated-subject.ts';

function connect(
  options: SimulatedK720Options = {},
  config: Partial<DispenserConfig> = {},
  times: DispenserTimes = {},
) {
  return connectSimulated(
    (counters) => new SimulatedK720({ ...options, ...counters }),
    { driver: 'k720', ...config },
    times,
  );
}

describeDispenser('k720', async () => (await connect()).subject);
describeDispenser('k720, one byte at a time', async () => (await connect({ pieceBytes: 1 })).subject);

async function online(...options: Parameters<typeof connect>) {
  const connected = await connect(...options);
  onTestFinished(connected.subject.release);
  await statusWhere(connected.dispenser, ({ state }) => state === 'online');
  const commandId = crypto.randomUUID();
  return {
    ...connected,
    commandId,
    dispense: () => connected.dispenser.dispense(commandId, never),
    capture: () => connected.dispenser.capture(crypto.randomUUID(), never),
  };
}

describe('k720: misfortunes', () => {
  it.each(['PC', 'DC', 'PB'] as const)(
    'acknowledgement of %s is lost -> one item comes out',
    async (name) => {
      const { dispense, unit, counts } = await online();
      unit.loseAckOf(name);
      expect(await dispense()).toMatchObject({ effect: 'done' });
      expect(unit.moves).toEqual(['DC']);
      expect(counts.dispensed).toBe(1);
    },
  );

  it('enquiry after the dispense is lost -> nothing moved, and the flags prove it: none', async () => {
    const { dispense, unit, counts } = await online();
    unit.loseEnquiryOf('DC');
    expect(await dispense()).toMatchObject({ effect: 'none', fault: { code: 'item_not_fed' } });
    expect(unit.moves).toEqual([]);
    expect(counts.dispensed).toBe(0);
  });

  it('taken before anybody looked -> the held flag says done, and it is told as taken', async () => {
    const { dispense, dispenser, unit, commandId } = await online();
    unit.body.pullAt('present');
    expect(await dispense()).toMatchObject({ effect: 'done', evidence: { takenAway: true } });
    expect(await dispenser.lookUp({ commandId })).toMatchObject({ evidence: { item: 'taken' } });
  });

  it('line lost while the item travels and it is taken -> the held flag still says done', async () => {
    const { dispense, unit, cable, counts } = await online({ moveMs: 150 });
    unit.body.pullAt('present');
    const dispensing = dispense();
    await expect.poll(() => unit.body.moving).toBe('feed');
    await cable.unplug();
    await cable.plug();
    expect(await dispensing).toMatchObject({ effect: 'done' });
    expect(counts.dispensed).toBe(1);
  });

  it.each(['feed', 'present'] as const)(
    'jam at %s -> unknown: the flags do not tell where it hangs',
    async (phase) => {
      const { dispense, unit } = await online();
      unit.body.jamAt(phase);
      expect(await dispense()).toMatchObject({
        effect: 'unknown',
        fault: { code: 'jam', vendorCode: 'PB D2.1' },
      });
    },
  );

  it('jam lasts and the unit resets itself, taking the item back -> the look-up says none, the bin one more', async () => {
    const { dispense, dispenser, unit, commandId, counts } = await online({ selfResetMs: 400 });
    unit.body.jamAt('present');
    expect(await dispense()).toMatchObject({ effect: 'unknown' });
    await statusWhere(dispenser, ({ state }) => state === 'online');
    expect(await dispenser.lookUp({ commandId })).toMatchObject({
      effect: 'none',
      fault: { code: 'item_recalled' },
      evidence: { calledBack: true },
    });
    expect(counts.captured).toBe(1);
  });

  it('nothing was fed -> none with dispense_failed; the next attempt resets and works', async () => {
    const { dispense, dispenser, unit } = await online();
    unit.body.failToFeed();
    expect(await dispense()).toMatchObject({ effect: 'none', fault: { code: 'dispense_failed' } });
    expect(await dispenser.dispense(crypto.randomUUID(), never)).toMatchObject({ effect: 'done' });
    expect(unit.moves).toEqual(['DC', 'ST', 'DC']);
  });

  it('unit takes the item back by itself -> told as captured by the unit', async () => {
    const { dispense, dispenser, unit, commandId } = await online();
    const events = hearEvents(dispenser);
    onTestFinished(events.stop);
    await dispense();
    unit.resetItself();
    await expect.poll(() => events.heard.at(-1)).toEqual({ type: 'item_captured', commandId, cause: 'unit' });
    expect(await dispenser.lookUp({ commandId })).toMatchObject({ evidence: { item: 'captured' } });
  });

  it('pulled out during the capture -> none, it was taken', async () => {
    const { dispense, capture, unit, counts } = await online();
    await dispense();
    unit.body.pullAt('capture');
    expect(await capture()).toMatchObject({ effect: 'none', fault: { code: 'item_taken' } });
    expect(counts).toEqual({ dispensed: 1, taken: 1, captured: 0 });
  });

  it('straight out -> thrown out of the gate', async () => {
    const { dispense, counts, unit } = await online({}, { delivery: 'straight_out' });
    expect(await dispense()).toMatchObject({ effect: 'done' });
    expect(unit.moves).toEqual(['DC', 'FU']);
    expect(counts).toEqual({ dispensed: 1, taken: 1, captured: 0 });
  });

  it('older unit without PB -> works by RF; nothing seen at the gate proves nothing: unknown', async () => {
    const { dispense, dispenser, capture, unit, counts } = await online({ knowsFlags: false });
    expect(await dispense()).toMatchObject({ effect: 'done', evidence: { gate: 'item_present' } });
    await capture();
    expect(counts.captured).toBe(1);
    unit.body.pullAt('present');
    expect(await dispenser.dispense(crypto.randomUUID(), never)).toMatchObject({ effect: 'unknown' });
  });

  it('RF hides the gate behind a full bin -> the gate is unknown, and nothing is given out', async () => {
    const { dispenser, dispense, unit } = await online({ knowsFlags: false, binCapacity: 1 });
    unit.body.setBinCount(1);
    await statusWhere(
      dispenser,
      (status) => status.gate === 'unknown' && unitOf(status, 'bin').level === 'full',
    );
    expect(await dispense()).toMatchObject({ effect: 'none', fault: { code: 'bin_full' } });
  });
});
