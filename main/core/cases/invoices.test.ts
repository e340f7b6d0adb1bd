import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../contract/words.ts';
import { ModelWorld } from './model-world.ts';

let world: ModelWorld;
beforeEach(() => {
  world = new ModelWorld();
  world.start();
});
afterEach(() => {
  expect(world.failures).toEqual([]);
  expect(world.violations()).toEqual([]);
  world.close();
});

const out = () => world.units.ledger.filter(({ type }) => type === 'item_dispensed').length;
const counted = () => world.city.ledger.filter(({ type }) => type === 'invoices_counted');
const kept = (caseId: CaseId) => world.report().cases.find((each) => each.caseId === caseId);
const tasks = (caseId: CaseId) => kept(caseId)?.openTasks.map(({ kind }) => kind);
const pieces = (caseId: CaseId) => world.runner.readCase(caseId)?.deliverables[0]?.pieces;

/** Five are asked for. */
async function begin(): Promise<CaseId> {
  const caseId = world.begin('invoices');
  if (!caseId) throw new Error('the program is not running');
  await world.run(0);
  return caseId;
}

async function leave(caseId: CaseId): Promise<void> {
  world.act((runner) => runner.sessionEnded(caseId));
  await world.run(2000);
}

describe('paper invoices of one case', () => {
  it('the next one waits until the last one is taken; five taken are five counted', async () => {
    const caseId = await begin();
    for (let place = 1; place <= 5; place++) {
      expect(out()).toBe(place);
      expect(pieces(caseId)).toMatchObject({ out: place, count: 5 });
      world.units.take();
      await world.run(100);
    }
    const numbers = kept(caseId)?.intents.flatMap(({ kind, evidenceBefore }) =>
      kind === 'dispense_invoice' ? [evidenceBefore.invoiceNumber] : [],
    );
    expect(numbers?.sort()).toEqual(['10001001', '10001002', '10001003', '10001004', '10001005']);
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 5, unclear: 0, returned: 0 }]);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', openTasks: [] });
  });

  it('a jam after the third -> no fourth is tried, a person has the task, two went back', async () => {
    world.units.takesItems = true;
    world.units.jamsAfterItems = 3;
    const caseId = await begin();
    expect(out()).toBe(3);
    world.units.jamsAfterItems = Number.POSITIVE_INFINITY;
    world.act((runner) => runner.retryDelivery(caseId));
    await world.run(1000);
    expect(out()).toBe(3);
    expect(tasks(caseId)).toEqual(['missing_invoice']);
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 3, unclear: 0, returned: 2 }]);
  });

  it('an outcome nobody told -> one is unclear and a task, the rest went back', async () => {
    world.units.takesItems = true;
    world.units.state = 'answer_lost';
    const remembers = world.units.lookUp.bind(world.units);
    world.units.lookUp = () => ({ effect: 'unknown', fault: null, evidence: {} });
    const caseId = await begin();
    world.units.lookUp = remembers;
    expect(tasks(caseId)).toEqual(['unclear_invoice']);
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 0, unclear: 1, returned: 4 }]);
  });

  it('the second one left at the gate -> taken back, and not counted as handed out', async () => {
    const caseId = await begin();
    world.units.take();
    await world.run(100);
    expect(out()).toBe(2);
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 1, unclear: 0, returned: 4 }]);
    expect(tasks(caseId)).toEqual(expect.arrayContaining(['card_taken_back', 'missing_invoice']));
  });

  it('not taken for a while -> the screen says so; taken and tried again -> the next one comes', async () => {
    const caseId = await begin();
    await world.run(46_000);
    expect(world.runner.readCase(caseId)?.suspension).toMatchObject({ cause: 'item_not_taken' });
    world.units.take();
    world.act((runner) => runner.retryDelivery(caseId));
    await world.run(100);
    expect(out()).toBe(2);
    await leave(caseId);
  });

  it('killed after one came out and before it was noted -> never a second one for it', async () => {
    world.units.takesItems = true;
    world.killAt = (name) => name === 'after dispenseItem';
    const caseId = world.begin('invoices');
    await world.run(0);
    world.killAt = () => false;
    world.start();
    await world.run(1000);
    expect(out()).toBe(1);
    world.act((runner) => caseId && runner.resume(caseId));
    await world.run(1000);
    expect(out()).toBe(5);
    if (caseId) await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 5, unclear: 0, returned: 0 }]);
  });

  it('killed between the last act and the count -> counted after the restart', async () => {
    world.units.jamsAfterItems = 0;
    const caseId = await begin();
    world.act((runner) => runner.sessionEnded(caseId));
    world.kill();
    world.start();
    await world.run(2000);
    expect(counted()).toMatchObject([{ handedOut: 0, unclear: 0, returned: 5 }]);
    expect(kept(caseId)?.state).toBe('case_closed');
  });

  it('the city away at the end -> counted once when it is back', async () => {
    world.units.takesItems = true;
    const caseId = await begin();
    world.city.mood = 'away';
    await leave(caseId);
    expect(counted()).toEqual([]);
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(60_000);
    expect(counted()).toHaveLength(1);
  });
});

describe('numbers read back by the scanner', () => {
  const sold = (place: number) => String(10_001_001 + place);
  beforeEach(() => {
    world.units.takesItems = true;
    world.units.hasScanner = true;
  });
  async function holdUp(number: string, code?: string): Promise<void> {
    world.units.holdUp(number, code);
    await world.run(0);
  }

  it('none follows before the last one was read; five read are five checked, and the receipt says so', async () => {
    const caseId = await begin();
    for (let place = 0; place < 5; place++) {
      expect(out()).toBe(place + 1);
      expect(pieces(caseId)).toMatchObject({ toRead: true, checked: place });
      await holdUp(sold(place));
    }
    expect(pieces(caseId)).toEqual({ out: 5, count: 5, toRead: false, checked: 5 });
    expect(JSON.stringify(world.runner.readCase(caseId)?.slip)).toContain('5 / 5');
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 5, unclear: 0, returned: 0 }]);
    expect(tasks(caseId)).toEqual([]);
  });

  it('another number than was sold -> no more come out, the clerk is told, a person has the task', async () => {
    const caseId = await begin();
    await holdUp(sold(0));
    await holdUp('10001077');
    await world.run(60_000);
    expect(out()).toBe(2);
    expect(tasks(caseId)).toEqual(['other_invoice_number']);
    const shown = world.runner.readCase(caseId);
    expect(shown?.deliverables[0]).toMatchObject({
      state: 'failed',
      told: { zh: expect.stringContaining('号码不对') },
    });
    expect(shown?.claim).not.toBeNull();
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 1, unclear: 1, returned: 3 }]);
  });

  it('the one before is still in front of the scanner -> passed over, and the sale goes on', async () => {
    const caseId = await begin();
    await holdUp(sold(0));
    await holdUp(sold(0));
    expect(pieces(caseId)).toMatchObject({ out: 2, toRead: true, checked: 1 });
    await holdUp(sold(1));
    expect(pieces(caseId)).toMatchObject({ out: 3, checked: 2 });
    expect(tasks(caseId)).toEqual([]);
    await leave(caseId);
  });

  it('the same number of another roll is another invoice', async () => {
    const caseId = await begin();
    await holdUp(sold(0), '031009900199');
    expect(tasks(caseId)).toEqual(['other_invoice_number']);
    await leave(caseId);
  });

  it('a code that cannot be read -> after a while, or at once by a touch, the next one comes and nothing is owed', async () => {
    const caseId = await begin();
    await world.run(21_000);
    expect(out()).toBe(2);
    world.act((runner) => runner.skipReading(caseId));
    await world.run(0);
    expect(out()).toBe(3);
    for (let place = 2; place < 5; place++) await holdUp(sold(place));
    expect(pieces(caseId)).toMatchObject({ out: 5, checked: 3 });
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 5, unclear: 0, returned: 0 }]);
    expect(tasks(caseId)).toEqual([]);
  });

  it('not taken from the gate -> that is said, and what it carries is asked for afterwards', async () => {
    world.units.takesItems = false;
    const caseId = await begin();
    await world.run(46_000);
    expect(world.runner.readCase(caseId)?.suspension).toMatchObject({ cause: 'item_not_taken' });
    world.units.take();
    world.act((runner) => runner.retryDelivery(caseId));
    await world.run(0);
    await holdUp(sold(0));
    expect(pieces(caseId)).toMatchObject({ out: 2, checked: 1 });
    await leave(caseId);
  });

  it('the last one is out and not read, and the clerk walks away -> all five are the company’s', async () => {
    const caseId = await begin();
    for (let place = 0; place < 4; place++) await holdUp(sold(place));
    expect(out()).toBe(5);
    await leave(caseId);
    expect(counted()).toMatchObject([{ handedOut: 5, unclear: 0, returned: 0 }]);
  });

  it('killed while the clerk holds it up -> asked for again, and none comes out twice', async () => {
    const caseId = await begin();
    world.kill();
    world.start();
    await world.run(0);
    world.act((runner) => runner.resume(caseId));
    await world.run(0);
    expect(pieces(caseId)).toMatchObject({ out: 1, toRead: true });
    await holdUp(sold(0));
    expect(out()).toBe(2);
    await leave(caseId);
  });
});
