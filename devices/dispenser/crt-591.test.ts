import { describe, expect, it, onTestFinished } from 'vitest';
import { describeDispenser, hearEvents, never, statusWhere, unitOf } from './conformance.ts';
import type { DispenserConfig, DispenserTimes } from './drivers.ts';
import { SimulatedCrt591, type SimulatedCrt591Options } from './simulated-crt-591.ts';
import { connectSimulated } from './simulated-subject.ts';

function connect(
  options: SimulatedCrt591Options = {},
  config: Partial<DispenserConfig> = {},
  times: DispenserTimes = {},
) {
  return connectSimulated(
    (counters) => new SimulatedCrt591({ ...options, ...counters }),
    { driver: 'crt-591', ...config },
    times,
  );
}

describeDispenser('crt-591', async () => (await connect()).subject);
describeDispenser('crt-591 at address 15, bad replies with E, three bytes at a time', async () => {
  const unit = { address: 15, badReplyHead: 'E', pieceBytes: 3 } as const;
  return (await connect(unit, { address: 15 })).subject;
});

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
    movesOf: (name: string) => connected.unit.moves.filter((move) => move === name).length,
  };
}

const toInside = '22';
const toGate = '20';
const toBin = '23';

describe('crt-591: misfortunes', () => {
  it.each([
    [toInside, false],
    [toInside, true],
    [toGate, false],
    [toGate, true],
  ])(
    'acknowledgement of %s is lost, questions answered meanwhile: %s -> one item, nothing sent again',
    async (move, answersWhileMoving) => {
      const { dispense, unit, counts, movesOf } = await online({ moveMs: 200, answersWhileMoving });
      unit.loseAckOf(move);
      expect(await dispense()).toMatchObject({ effect: 'done' });
      expect([movesOf(move), counts.dispensed, unit.body.hopperCount]).toEqual([1, 1, 99]);
    },
  );

  it.each([
    [toInside, 'feed'],
    [toGate, 'present'],
  ])('reply to %s is lost -> the sensors say done, nothing is sent again', async (move, phase) => {
    const { dispense, unit, counts, movesOf } = await online();
    unit.loseReplyTo(move);
    expect(await dispense()).toMatchObject({ effect: 'done' });
    expect(movesOf(move), phase).toBe(1);
    expect(counts.dispensed).toBe(1);
  });

  it.each([toInside, toGate])('command %s is lost -> asked, found undone, sent once more', async (move) => {
    const { dispense, unit, counts, movesOf } = await online();
    unit.loseCommand(move);
    expect(await dispense()).toMatchObject({ effect: 'done' });
    expect(movesOf(move)).toBe(1);
    expect(counts.dispensed).toBe(1);
  });

  it('reply is lost and the item taken at once -> done by sensors and bin counter, no second item', async () => {
    const { dispense, unit, counts, movesOf } = await online();
    unit.loseReplyTo(toGate, () => unit.body.takeFromGate());
    expect(await dispense()).toMatchObject({ effect: 'done', evidence: { gate: 'empty', binCount: 0 } });
    expect([movesOf(toGate), counts.dispensed, counts.taken]).toEqual([1, 1, 1]);
  });

  it('line lost while the item travels -> after the reconnect the gate says done', async () => {
    const { dispense, unit, cable, counts } = await online();
    unit.loseReplyTo(toGate, () => void cable.unplug().then(cable.plug));
    expect(await dispense()).toMatchObject({ effect: 'done', evidence: { gate: 'item_present' } });
    expect(counts.dispensed).toBe(1);
  });

  it('line lost and the item taken meanwhile -> unknown, and it is never repeated', async () => {
    const { dispense, unit, cable, counts } = await online();
    unit.loseReplyTo(toGate, () => {
      unit.body.takeFromGate();
      void cable.unplug().then(cable.plug);
    });
    expect(await dispense()).toMatchObject({ effect: 'unknown', fault: { code: 'outcome_not_told' } });
    expect(await dispense()).toMatchObject({ effect: 'unknown' });
    expect(counts.dispensed).toBe(1);
  });

  it('unit falls silent while the item travels -> unknown; it speaks again -> the look-up says done', async () => {
    const { dispense, unit, dispenser, commandId } = await online({}, {}, { outcomeDeadlineMs: 600 });
    unit.loseReplyTo(toGate, () => {
      unit.line.isSilent = true;
    });
    expect(await dispense()).toMatchObject({ effect: 'unknown' });
    unit.line.isSilent = false;
    await statusWhere(dispenser, ({ gate }) => gate === 'item_present');
    expect(await dispenser.lookUp({ commandId })).toMatchObject({
      effect: 'done',
      evidence: { item: 'at_gate' },
    });
  });

  it('jam at the hopper -> none: nobody can reach it; jam at the gate -> unknown: a hand can', async () => {
    const { dispenser, unit, commandId } = await online();
    unit.body.jamAt('feed');
    const jammed = await dispenser.dispense(commandId, never);
    expect(jammed).toMatchObject({ effect: 'none', fault: { code: 'jam', vendorCode: '10' } });
    unit.body.clearJam();
    unit.body.jamAt('present');
    const atGate = await dispenser.dispense(crypto.randomUUID(), never);
    expect(atGate).toMatchObject({ effect: 'unknown', fault: { code: 'jam' } });
  });

  it('jam cleared -> back in service by itself', async () => {
    const { dispense, dispenser, unit } = await online({}, {}, { recoverIntervalMs: 200 });
    unit.body.jamAt('feed');
    await dispense();
    await statusWhere(dispenser, ({ state }) => state === 'hardware_error');
    unit.body.clearJam();
    await statusWhere(dispenser, ({ state }) => state === 'online');
  });

  it('jam on the way to the bin -> unknown, for a hand may reach it', async () => {
    const { dispense, capture, unit, counts } = await online();
    await dispense();
    unit.body.jamAt('capture');
    expect(await capture()).toMatchObject({ effect: 'unknown', fault: { code: 'jam' } });
    expect(counts.captured).toBe(0);
  });

  it('pulled out while it still moves -> done; pulled out before the capture -> none, it was taken', async () => {
    const { dispense, dispenser, capture, unit, counts } = await online();
    unit.body.pullAt('present');
    expect(await dispense()).toMatchObject({ effect: 'done', evidence: { gate: 'empty' } });
    expect(await dispenser.dispense(crypto.randomUUID(), never)).toMatchObject({ effect: 'done' });
    unit.body.pullAt('capture');
    expect(await capture()).toMatchObject({ effect: 'none', fault: { code: 'item_taken' } });
    expect(counts).toEqual({ dispensed: 2, taken: 2, captured: 0 });
  });

  it('reply to the capture is lost -> the bin counter says done', async () => {
    const { dispense, capture, unit, counts, movesOf } = await online();
    await dispense();
    unit.loseReplyTo(toBin);
    expect(await capture()).toMatchObject({ effect: 'done', evidence: { binCount: 1 } });
    expect([movesOf(toBin), counts.captured]).toEqual([1, 1]);
  });

  it('item stops inside -> none with the reason; it is captured before the next is given out', async () => {
    const { dispense, dispenser, capture, unit } = await online();
    unit.failMove(toGate, '51');
    expect(await dispense()).toMatchObject({
      effect: 'none',
      fault: { code: 'motor_fault', vendorCode: '51', nextAct: 'vendor' },
      evidence: { path: 'item_inside' },
    });
    const commandId = crypto.randomUUID();
    expect(await dispenser.dispense(commandId, never)).toMatchObject({ fault: { code: 'item_in_path' } });
    expect(await capture()).toMatchObject({ effect: 'done' });
    expect(await dispenser.dispense(commandId, never)).toMatchObject({ effect: 'done' });
  });

  it('code nobody listed -> kept and shown as unknown_code', async () => {
    const { dispense, dispenser, unit } = await online();
    unit.failMove(toInside, 'Z7');
    expect(await dispense()).toMatchObject({
      effect: 'none',
      fault: { code: 'unknown_code', vendorCode: 'Z7' },
    });
    const status = await statusWhere(dispenser, ({ state }) => state === 'hardware_error');
    expect(status.fault).toMatchObject({ code: 'unknown_code', vendorCode: 'Z7' });
  });

  it('unit was switched off and on -> initialised again without anybody, and it works', async () => {
    const { dispense, dispenser, unit } = await online();
    unit.restart();
    expect(await dispense()).toMatchObject({ effect: 'done' });
    unit.body.takeFromGate();
    await statusWhere(dispenser, ({ gate }) => gate === 'empty');
  });

  it('straight out -> it leaves the unit, and nothing lies at the gate', async () => {
    const { dispense, dispenser, commandId, counts } = await online({}, { delivery: 'straight_out' });
    expect(await dispense()).toMatchObject({ effect: 'done', evidence: { gate: 'empty' } });
    expect(await dispenser.lookUp({ commandId })).toMatchObject({ evidence: { item: 'out' } });
    expect(counts).toEqual({ dispensed: 1, taken: 1, captured: 0 });
  });

  it('host started anew -> the item at the gate is proven by what was noted before; its taking is still told', async () => {
    const { dispenser, makeDriver, dispense, unit, commandId } = await online();
    const noted = await dispenser.readUnits();
    await dispense();
    await dispenser.stop();
    const next = makeDriver();
    onTestFinished(() => next.stop());
    const events = hearEvents(next);
    onTestFinished(events.stop);
    next.start();
    await statusWhere(next, (status) => status.gate === 'item_present');
    const before = { act: 'dispense', gate: noted.gate, binCount: unitOf(noted, 'bin').count } as const;
    expect(await next.lookUp({ commandId, before })).toMatchObject({ effect: 'done' });
    unit.body.takeFromGate();
    await expect.poll(() => events.heard).toEqual([{ type: 'item_taken', commandId: null }]);
    expect(await next.lookUp({ commandId, before })).toMatchObject({ effect: 'unknown' });
  });

  it('line open and nothing answers -> offline within 3 s at the times of a real unit', async () => {
    const real = { ackDeadlineMs: 300, questionDeadlineMs: 500, pollIntervalMs: 800 };
    const { dispenser, cable } = await online({}, {}, real);
    const frozenAt = performance.now();
    cable.freeze();
    await statusWhere(dispenser, ({ state }) => state === 'offline');
    expect(performance.now() - frozenAt).toBeLessThan(3000);
  });

  it('unit confirms no new count -> the refill of the bin is not done', async () => {
    const { dispenser, unit } = await online();
    unit.line.isSilent = true;
    expect(await dispenser.refill({ unit: 'bin', count: 0 })).toMatchObject({ effect: 'none' });
  });
});
