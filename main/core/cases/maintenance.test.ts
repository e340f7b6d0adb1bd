import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { ActResult } from './maintenance.ts';
import { ModelWorld } from './model-world.ts';

const compose = (documentId: IntentId): ReceiptDocument => ({
  documentId,
  title: '自检报告',
  blocks: [{ kind: 'qr', data: `budayang:${documentId}:self-test`, caption: null }],
});
const cell = { board: 1, cell: 2 };
const acts = {
  'a test slip': (world: ModelWorld) => world.runner.maintenance.printTestSlip('T-01', compose),
  'a cell opened': (world: ModelWorld) => world.runner.maintenance.openCell('T-01', cell),
} as const;

/** Starts the act and lets the world run; null where the program died before it could answer. */
async function perform(world: ModelWorld, name: keyof typeof acts): Promise<ActResult | null> {
  let result: ActResult | null = null;
  acts[name](world).then(
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

  it('a test slip and an opened cell happen once and stand in the journal', async () => {
    expect(await perform(world, 'a test slip')).toEqual({ effect: 'done', faultCode: null });
    expect(await perform(world, 'a cell opened')).toEqual({ effect: 'done', faultCode: null });
    expect(world.report().maintenance).toMatchObject([
      { kind: 'print_test_slip', state: 'confirmed' },
      { kind: 'open_cell', state: 'confirmed', cell },
    ]);
  });

  it('no paper -> told which fault, noted as failed', async () => {
    world.devices.printer = 'paper_out';
    expect(await perform(world, 'a test slip')).toEqual({ effect: 'none', faultCode: 'paper_out' });
    expect(world.report().maintenance).toMatchObject([{ state: 'failed' }]);
  });

  it('printer host away -> nothing is promised and nothing sent', async () => {
    world.devices.printer = 'away';
    expect(await perform(world, 'a test slip')).toEqual({ effect: 'none', faultCode: 'device_away' });
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
    expect(await testSlip).toEqual({ effect: 'done', faultCode: null });
    expect(world.report().maintenance).toMatchObject([{ evidenceBefore: { cutCount: 1 } }]);
    world.runner.sessionEnded(caseId);
  });
});

describe.each(['a test slip', 'a cell opened'] as const)('%s, killed at every boundary', (name) => {
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
        if (hosts === 'die') world.devices.restartHosts();
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
