import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { ActResult } from './maintenance.ts';
import type { TechnicianAct } from './maintenance-acts.ts';
import { ModelWorld } from './model-world.ts';

const compose = (documentId: IntentId): ReceiptDocument => ({
  documentId,
  title: '自检报告',
  blocks: [{ kind: 'qr', data: `budayang:${documentId}:self-test`, caption: null }],
});
const cell = { board: 1, cell: 2 };
const acts = {
  'a test slip': { kind: 'print_test_slip', compose },
  'a cell opened': { kind: 'open_cell', cell },
  'the door opened': { kind: 'open_door', pulseMs: 3000 },
  'an item given out': { kind: 'dispense_item' },
  'a test page': { kind: 'print_test_page', page: { pdf: new Uint8Array(), pages: 1 } },
} as const satisfies Record<string, TechnicianAct>;
const names = Object.keys(acts) as (keyof typeof acts)[];

/** Starts the act and lets the world run; null where the program died before it could answer. */
async function perform(world: ModelWorld, name: keyof typeof acts): Promise<ActResult | null> {
  let result: ActResult | null = null;
  world.runner.maintenance.perform('T-01', acts[name]).then(
    (answer) => {
      result = answer;
    },
    () => {},
  );
  await world.run(90_000);
  return result;
}

describe('acts of a technician', () => {
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

  it('every kind of act happens once and stands in the journal', async () => {
    for (const name of names) {
      expect(await perform(world, name), name).toMatchObject({ effect: 'done', faultCode: null });
    }
    expect(world.report().maintenance).toMatchObject([
      { kind: 'print_test_slip', state: 'confirmed' },
      { kind: 'open_cell', state: 'confirmed', cell },
      { kind: 'open_door', state: 'confirmed', evidenceBefore: { pulseMs: 3000 } },
      { kind: 'dispense_item', state: 'confirmed', evidenceBefore: { gate: 'empty' } },
      { kind: 'print_test_page', state: 'confirmed', evidenceBefore: { sheetCount: 40 } },
    ]);
  });

  it('no paper -> told which fault, noted as failed', async () => {
    world.devices.printer = 'paper_out';
    expect(await perform(world, 'a test slip')).toMatchObject({ effect: 'none', faultCode: 'paper_out' });
    expect(world.report().maintenance).toMatchObject([{ state: 'failed' }]);
  });

  it('printer host away -> nothing is promised and nothing sent', async () => {
    world.devices.printer = 'away';
    expect(await perform(world, 'a test slip')).toMatchObject({ effect: 'none', faultCode: 'device_away' });
    expect(world.report().maintenance).toEqual([]);
  });

  it('answer lost, counter one higher -> the slip is known to be out', async () => {
    world.devices.printer = 'answer_lost';
    expect(await perform(world, 'a test slip')).toMatchObject({ effect: 'done' });
  });

  it('a slip for a resident in the printer -> the test slip waits for its turn, each counts its own cut', async () => {
    const caseId = world.begin('application');
    if (!caseId) throw new Error('not begun');
    world.devices.printer = 'stalled';
    await world.run(1000);
    const testSlip = perform(world, 'a test slip');
    expect(world.report().maintenance).toEqual([]);
    world.devices.goOn();
    expect(await testSlip).toMatchObject({ effect: 'done', faultCode: null });
    expect(world.report().maintenance).toMatchObject([{ evidenceBefore: { cutCount: 1 } }]);
    world.runner.sessionEnded(caseId);
  });
});

describe('an answer that is lost', () => {
  let world: ModelWorld;

  beforeEach(() => {
    world = new ModelWorld();
    world.start();
    world.units.state = 'answer_lost';
  });
  afterEach(() => {
    expect(world.violations()).toEqual([]);
    world.close();
  });

  it.each(['the door opened', 'an item given out', 'a test page'] as const)(
    '%s -> the memory of the device decides, nothing is sent again',
    async (name) => {
      expect(await perform(world, name)).toMatchObject({
        effect: 'done',
        evidence: { decidedBy: 'command' },
      });
      expect(world.units.ledger).toHaveLength(1);
    },
  );

  it('and a host that forgot -> unknown in the journal, and said so', async () => {
    const result = perform(world, 'the door opened');
    world.units.restartHosts();
    expect(await result).toMatchObject({ effect: expect.stringMatching(/done|unknown/) });
    expect(world.report().maintenance).toHaveLength(1);
  });
});

describe.each(names)('%s, killed at every boundary', (name) => {
  it.each(['live', 'die'] as const)(
    'hosts that %s -> no act without a promise, none twice',
    async (hosts) => {
      for (let point = 0; ; point++) {
        const world = new ModelWorld();
        world.killAt = (_, index) => index === point;
        world.start();
        if (world.isRunning) await perform(world, name);
        const wasKilled = !world.isRunning;
        world.killAt = () => false;
        if (hosts === 'die') {
          world.devices.restartHosts();
          world.units.restartHosts();
        }
        if (wasKilled) world.start();
        await world.run(60_000);
        const found = { violations: world.violations(), failures: world.failures };
        const states = world.report().maintenance.map(({ state }) => state);
        world.close();
        expect(found, `${point}`).toEqual({ violations: [], failures: [] });
        if (!wasKilled) {
          expect(states).toEqual(['confirmed']);
          break;
        }
      }
    },
  );
});

describe('a task', () => {
  let world: ModelWorld;

  beforeEach(() => {
    world = new ModelWorld();
    world.start();
  });
  afterEach(() => world.close());

  async function leaveWithoutReceipt(): Promise<void> {
    const caseId = world.begin('application');
    if (!caseId) throw new Error('not begun');
    world.devices.printer = 'paper_out';
    await world.run(1000);
    world.runner.sessionEnded(caseId);
    await world.run(1000);
  }

  it('left by a resident without receipt -> listed with item and number, closed once with a reason', async () => {
    await leaveWithoutReceipt();
    const { maintenance } = world.runner;
    const [task] = maintenance.openTasks();
    expect(task).toMatchObject({
      kind: 'missing_receipt',
      itemName: { zh: '居住登记' },
      acceptanceNumber: 'CASE-000001',
    });
    const closing = { taskId: task?.taskId ?? 0, reason: 'done_by_hand', attendantId: 'T-01' } as const;
    expect(maintenance.closeTask(closing)).toEqual({ ok: true, value: undefined });
    expect(maintenance.closeTask(closing)).toEqual({ ok: false, error: { kind: 'not_now' } });
    expect(maintenance.openTasks()).toEqual([]);
    expect(world.violations()).toEqual([]);
  });

  it('of an unclear slip, closed by a person -> the journal holds, also after a restart', async () => {
    world.devices.printer = 'answer_lost';
    world.devices.countsCuts = false;
    const caseId = world.begin('application');
    await world.run(60_000);
    if (caseId) world.runner.sessionEnded(caseId);
    const [task] = world.runner.maintenance.openTasks();
    expect(task?.kind).toBe('unclear_receipt');
    world.runner.maintenance.closeTask({
      taskId: task?.taskId ?? 0,
      reason: 'not_needed',
      attendantId: 'T-01',
    });
    world.kill();
    world.start();
    expect(world.runner.maintenance.openTasks()).toEqual([]);
    expect(world.violations()).toEqual([]);
  });
});
